"""Addresses of births, returns and completeness."""

from django.urls import URLPattern, URLResolver, path

from evenborn.apps.births.book import views as book
from evenborn.apps.births.entry import correcting
from evenborn.apps.births.entry import views as entry
from evenborn.apps.births.returns import views as returns

urlpatterns: list[URLPattern | URLResolver] = [
    path("entry/", entry.enter, name="births-enter"),
    path("entry/drafts/<str:token>/", entry.draft, name="births-draft"),
    path("entry/drafts/<str:token>/drop/", entry.drop, name="births-drop-draft"),
    path("entries/", entry.entries, name="births-entries"),
    path("entries/<int:pk>/", entry.entry, name="births-entry"),
    path("entries/<int:pk>/withdraw/", entry.withdraw, name="births-withdraw"),
    path("correct/", correcting.correction, name="births-correct"),
    path("book/", book.book, name="births-book"),
    path("returns/", returns.returns, name="births-returns"),
    path("returns/<int:sender>/<slug:register>/<str:month>/", returns.monthly_return, name="births-return"),
    path("returns/versions/<int:pk>/", returns.return_version, name="births-return-version"),
]
