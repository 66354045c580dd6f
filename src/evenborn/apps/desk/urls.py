"""Address of the front page."""

from django.urls import path

from evenborn.apps.desk.views import desk

urlpatterns = [path("", desk, name="desk")]
