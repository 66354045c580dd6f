"""Addresses of no app: the choice of language; in demonstrations and tests, the parts of pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from evenborn.web.components import components

urlpatterns = [path("language/", login_not_required(set_language), name="set_language")]
if settings.OFFICE_MODE != "production":
    urlpatterns.append(path("components/", login_not_required(components), name="components"))
