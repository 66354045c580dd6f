"""Addresses of signals and contests."""

from django.urls import URLPattern, URLResolver, path

from evenborn.apps.signalling import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.signals, name="signalling-signals"),
    path("<int:pk>/", views.signal, name="signalling-signal"),
    path("<int:pk>/contest/", views.contest, name="signalling-contest"),
    path("contests/", views.contests, name="signalling-contests"),
    path("contests/<int:pk>/", views.answer, name="signalling-answer"),
    path("assessed/", views.assessed, name="signalling-assessed"),
    path("print/", views.printed, name="signalling-print"),
]
