"""A letter of the office as :mod:`evenborn.apps.documents` lays it out: made of codes and counts alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from evenborn.apps.births.calendar.owed_months import OwedMonth
from evenborn.apps.births.models import Letter
from evenborn.apps.documents.letter import DocumentNumber, OfficialLetter, Part
from evenborn.apps.documents.wording import Both
from evenborn.apps.intake.models import Batch
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import say
from evenborn.registers.definition import register
from evenborn.web.area_names import name_of

__all__ = ["described", "facts_of_batch", "facts_of_months"]

_MOST = 30
"""Rules and months that a letter lists; a longer letter nobody reads."""


def facts_of_batch(batch: Batch) -> dict[str, Any]:
    """What a letter about a batch says: numbers, and how many rows each rule pointed out."""
    broken = batch.broken.regardless("the batch was found in scope")
    return {
        "batch": {
            "number": batch.pk, "register": batch.register, "rows": batch.rows, "rejected": batch.rejected,
            "warned": batch.warned, "received": timezone.localdate(batch.received_at).isoformat(),
        },
        "rules": [
            {"rule": one.rule, "field": one.field, "rows": one.rows, "severity": one.severity}
            for one in broken[:_MOST]
        ],
    }  # fmt: skip


def facts_of_months(months: Iterable[OwedMonth]) -> dict[str, Any]:
    """What a letter about months says: of each, what is owed, what came in, and how many are expected."""
    return {
        "months": [
            {
                "register": one.of.register, "month": one.text, "state": one.state.value,
                "records": one.received.records, "due": one.due.day.isoformat(),
                "expected": None if one.expected.number is None else round(one.expected.number),
            }
            for one in list(months)[:_MOST]
        ]
    }  # fmt: skip


def described(letter: Letter) -> OfficialLetter:
    """The letter in both languages; the same row gives the same letter."""
    says: Mapping[str, Any] = letter.says
    area = letter.office
    agency = Both(
        say("letters.agency", "en", area=name_of(area, "en")),
        say("letters.agency", "zh", area=name_of(area, "zh")[:1]),
    )
    return OfficialLetter(
        issuer=says["issuer"],
        number=DocumentNumber(agency, letter.year, letter.serial),
        title=_both(f"letters.title.{letter.kind}", _titled(says)),
        to=(letter.sender.name,),
        body=tuple(_body(letter)),
        signed=letter.signed_on,
        mark=says["issuer"],
    )


def _titled(says: Mapping[str, Any]) -> dict[str, Any]:
    months = [one["month"] for one in says.get("months", ())]
    return {"batch": says.get("batch", {}).get("number", 0), "month": months[0] if months else ""}


def _body(letter: Letter) -> Iterator[Part]:
    says: Mapping[str, Any] = letter.says
    if "batch" in says:
        yield Part(_both("letters.came-in", says["batch"]))
    if says.get("rules"):
        yield Part(_both("letters.wrong", {}), 1)
        for one in says["rules"]:
            yield Part(_rule(says["batch"]["register"], one), 3)
    elif "batch" in says:
        yield Part(_both("letters.nothing-wrong", {}))
    if says.get("months"):
        yield Part(_both("letters.months", {}), 1)
        for one in says["months"]:
            told = {**one, "expected": one["expected"] or 0}
            yield Part(_both(f"letters.state.{one['state']}", told), 3)
    yield Part(_both("letters.answer", {}), 1)
    yield Part(_both(f"letters.answer-by.{letter.kind}", {"day": letter.answer_by.isoformat()}))


def _rule(name: str, one: Mapping[str, Any]) -> Both:
    field = register(name).fields.get(one["field"])

    def said(language: Language) -> str:
        column = "" if field is None else field.zh if language == "zh" else field.en
        rule = say(f"rule.{one['rule']}", language)
        return say(f"letters.rule.{one['severity']}", language, field=column, rule=rule, rows=one["rows"])

    return Both(said("en"), said("zh"))


def _both(key: str, facts: Mapping[str, Any]) -> Both:
    return Both(say(key, "en", **_told(facts, "en")), say(key, "zh", **_told(facts, "zh")))


def _told(facts: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Facts as one language writes them: a register by its name, days and months as in a sentence."""
    told = dict(facts)
    if "register" in told:
        told["register"] = register_name(told["register"], language)
    for name in ("received", "due", "day"):
        if name in told:
            told[name] = dates.day(date.fromisoformat(told[name]), language)
    if told.get("month"):
        told["month"] = dates.month(date.fromisoformat(f"{told['month']}-01"), language)
    for name in ("number", "batch"):
        if name in told:
            told[name] = str(told[name])
    return told
