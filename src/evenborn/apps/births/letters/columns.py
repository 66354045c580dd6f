"""Columns of the list of letters."""

from django.urls import reverse

from evenborn.apps.births.models import Letter
from evenborn.apps.intake.sending.labels import sender_label
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["LETTERS"]

LETTERS: list[Column[Letter]] = [
    Column(
        "letters.column.number", lambda one: f"{one.year}-{one.serial}", "code",
        link=lambda one: reverse("births-letter", args=[one.pk, "pdf"]), sort="serial",
    ),
    Column("letters.column.kind", lambda one: say(f"letters.kind.{one.kind}", page_language())),
    Column("letters.column.to", lambda one: sender_label(one.sender)),
    Column("letters.column.signed", lambda one: one.signed_on, "day", sort="signed_on"),
    Column("letters.column.answer-by", lambda one: one.answer_by, "day", sort="answer_by"),
    Column(
        "letters.column.word", lambda _: say("letters.word", page_language()),
        link=lambda one: reverse("births-letter", args=[one.pk, "docx"]),
    ),
]  # fmt: skip
