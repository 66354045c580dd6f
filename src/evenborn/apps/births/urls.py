"""Addresses of births, returns and completeness."""

from django.urls import URLPattern, URLResolver, path

from evenborn.apps.births.book import views as book
from evenborn.apps.births.calendar import owing, reminding
from evenborn.apps.births.calendar import views as calendar
from evenborn.apps.births.entry import correcting
from evenborn.apps.births.entry import views as entry
from evenborn.apps.births.facilities import views as facilities
from evenborn.apps.births.letters import views as letters
from evenborn.apps.births.returns import views as returns
from evenborn.apps.births.taken import views as taken

urlpatterns: list[URLPattern | URLResolver] = [
    path("entry/", entry.enter, name="births-enter"),
    path("entry/drafts/<str:token>/", entry.draft, name="births-draft"),
    path("entry/drafts/<str:token>/drop/", entry.drop, name="births-drop-draft"),
    path("entries/", entry.entries, name="births-entries"),
    path("entries/<int:pk>/", entry.entry, name="births-entry"),
    path("entries/<int:pk>/withdraw/", entry.withdraw, name="births-withdraw"),
    path("late/", entry.lateness, name="births-lateness"),
    path("correct/", correcting.correction, name="births-correct"),
    path("book/", book.book, name="births-book"),
    path("returns/", returns.returns, name="births-returns"),
    path("returns/<int:sender>/<slug:register>/<str:month>/", returns.monthly_return, name="births-return"),
    path("returns/versions/<int:pk>/", returns.return_version, name="births-return-version"),
    path("calendar/", calendar.calendar, name="births-calendar"),
    path("calendar/<int:pk>/<str:month>/", calendar.month, name="births-month"),
    path("calendar/<int:pk>/<str:month>/letter/", letters.write_about_month, name="births-month-letter"),
    path("taken/", taken.taken, name="births-taken"),
    path("facilities/", facilities.facilities, name="births-facilities"),
    path("facilities/<int:pk>/", facilities.facility_periods, name="births-facility-periods"),
    path("facilities/file/", facilities.facilities_file, name="births-facilities-file"),
    path("counted/", calendar.counted, name="births-counted"),
    path("calendar/own/", calendar.own_calendar, name="births-own-calendar"),
    path("calendar/own/<int:pk>/<str:month>/", calendar.own_month, name="births-own-month"),
    path("calendar/owed/", owing.owed, name="births-owed"),
    path("calendar/owed/add/", owing.expect, name="births-owed-add"),
    path("calendar/owed/import/", owing.import_births, name="births-owed-import"),
    path("calendar/owed/<int:pk>/end/", owing.end, name="births-owed-end"),
    path("calendar/reminders/", reminding.reminders, name="births-reminders"),
    path("calendar/reminders/risen/", reminding.risen, name="births-risen"),
    path("calendar/reminders/send/", reminding.remind_all, name="births-remind"),
    path("calendar/letters/", letters.letters, name="births-letters"),
    path("calendar/letters/<int:pk>/<slug:form>/", letters.letter, name="births-letter"),
    path("calendar/letters/own/<int:pk>/<slug:form>/", letters.own_letter, name="births-own-letter"),
    path("calendar/letters/batches/<int:pk>/write/", letters.write_about_batch, name="births-batch-letter"),
]
