"""Addresses for everybody."""

from django.urls import path

from evenborn.apps.figures.open_data.views import dictionary, issue, issue_file, releases, table

urlpatterns = [
    path("", releases, name="open-data"),
    path("dictionary/", dictionary, name="open-dictionary"),
    path("<slug:name>/", table, name="open-table"),
    path("<slug:name>/<int:number>/", issue, name="open-issue"),
    path("<slug:name>/<int:number>/<slug:form>", issue_file, name="open-file"),
]
