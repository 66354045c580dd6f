"""Addresses of releases at the office."""

from django.urls import path

from evenborn.apps.figures.releases.views import (
    issue,
    issue_file,
    prepare,
    refuse,
    release,
    releases,
    withdraw,
)

urlpatterns = [
    path("", releases, name="figures-releases"),
    path("prepare/", prepare, name="figures-prepare-release"),
    path("<int:pk>/", release, name="figures-release"),
    path("<int:pk>/issue/", issue, name="figures-release-issue"),
    path("<int:pk>/refuse/", refuse, name="figures-release-refuse"),
    path("<int:pk>/withdraw/", withdraw, name="figures-release-withdraw"),
    path("<int:pk>/file/<slug:form>", issue_file, name="figures-release-file"),
]
