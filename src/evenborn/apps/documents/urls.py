"""Addresses of what can be printed."""

from django.urls import path

from evenborn.apps.documents.views import printed, printing

urlpatterns = [
    path("", printing, name="printing"),
    path("<slug:name>.<slug:form>", printed, name="printed-table"),
]
