"""Addresses of areas."""

from django.urls import path

from evenborn.apps.areas import views

urlpatterns = [
    path("", views.areas, name="areas"),
    path("import/", views.import_areas, name="areas-import"),
    path("boundaries/", views.import_boundaries, name="areas-boundaries"),
    path("<str:code>/", views.area, name="area"),
    path("<str:code>/boundary.geojson", views.boundary, name="area-boundary"),
]
