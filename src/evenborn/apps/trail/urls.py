"""Addresses of the trail."""

from django.urls import path

from evenborn.apps.trail.views import entry, export, trail, verify

urlpatterns = [
    path("", trail, name="trail"),
    path("export/", export, name="trail-export"),
    path("verify/", verify, name="trail-verify"),
    path("<slug:store>/<int:number>/", entry, name="trail-entry"),
]
