"""What an entry says that nobody types, and words for what is wrong with it."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.models import Sender
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say, sentence
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from evenborn.web import area_names
from evenborn.web.language import page_language

__all__ = ["automatic", "codes_for_names", "issue_words"]


def automatic(by: Actor, sender: Sender) -> dict[str, str]:
    """Facility and time of registration, as the office knows them; who entered is in the audit trail."""
    now = timezone.localtime(by.now).strftime("%Y-%m-%d %H:%M")
    return {"facility": sender.code, "facility_name": sender.name[:80], "registered_at": now}


def codes_for_names(
    typed: Mapping[str, str], on: date, blame: Callable[[str, str], object]
) -> dict[str, str]:
    """What was typed, with the code of an area where its name stands; blames a name that means none."""
    texts = dict(typed)
    for name, field in register("delivery").fields.items():
        text = texts.get(name, "")
        if field.type == "area" and text and not text[0].isdecimal() and text not in ("-", "－", "—"):
            try:
                texts[name] = area_names.find(text, on)
            except Refusal as refusal:
                blame(name, sentence(refusal, page_language()))
    return texts


def issue_words(rule: str, language: Language) -> str:
    """What is wrong and what to do, in the words of the check of a file."""
    wrong = say(f"rule.{rule}", language)
    if rule == "required-missing":
        return wrong[:1].upper() + wrong[1:] + ("." if language == "en" else "。")
    return say("births.entry.issue", language, wrong=wrong, remedy=say(f"remedy.{rule}", language, other="…"))
