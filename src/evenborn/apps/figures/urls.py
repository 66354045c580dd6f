"""Addresses of figures."""

from django.urls import path

from evenborn.apps.figures.views import area, behind, figures, indicators

urlpatterns = [
    path("", figures, name="figures"),
    path("indicators/", indicators, name="figures-indicators"),
    path("<str:code>/", area, name="figures-area"),
    path("<str:code>/behind/", behind, name="figures-behind"),
]
