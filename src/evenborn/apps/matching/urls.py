"""Addresses of comparisons."""

from django.urls import path

from evenborn.apps.matching.deposits import views as deposits
from evenborn.apps.matching.differences import views as differences
from evenborn.apps.matching.reviewing import views as reviewing
from evenborn.apps.matching.runs import views as runs

urlpatterns = [
    path("", runs.runs, name="matching-runs"),
    path("begin/", runs.begin, name="matching-begin"),
    path("runs/<int:pk>/", runs.run, name="matching-run"),
    path("runs/<int:pk>/start/", runs.start, name="matching-start"),
    path("runs/<int:pk>/start-without/", runs.start_without, name="matching-start-without"),
    path("runs/<int:pk>/extend/", runs.extend, name="matching-extend"),
    path("runs/<int:pk>/end/", runs.end, name="matching-end"),
    path("asked/", deposits.asked, name="matching-asked"),
    path("asked/<int:pk>/", deposits.deposit, name="matching-deposit"),
    path("asked/<int:pk>/take-back/", deposits.take_back, name="matching-take-back"),
    path("asked/<int:pk>/carry/", deposits.carry, name="matching-carry"),
    path("differences/", differences.sheets, name="matching-sheets"),
    path("differences/late/", differences.late, name="matching-late"),
    path("differences/raised/", differences.raised, name="matching-raised"),
    path("differences/late/remind/", differences.remind, name="matching-remind"),
    path("differences/<int:pk>/", differences.sheet, name="matching-sheet"),
    path("differences/<int:pk>/answer/", differences.answer, name="matching-answer"),
    path("differences/<int:pk>/answer-by-file/", differences.answer_by_file, name="matching-answer-file"),
    path("differences/<int:pk>/file/", differences.download, name="matching-sheet-file"),
    path("reviews/", reviewing.reviews, name="matching-reviews"),
    path("reviews/<int:pk>/", reviewing.review, name="matching-review"),
    path("reviews/<int:pk>/judge/", reviewing.judge, name="matching-judge"),
    path("reviews/<int:pk>/judge-by-file/", reviewing.judge_by_file, name="matching-judge-file"),
    path("reviews/<int:pk>/file/", reviewing.download, name="matching-review-file"),
]
