"""The form by which pairs are judged."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from evenborn.apps.access.wording import worded
from evenborn.apps.matching.reviewing.pair_words import compared_by, words_of
from evenborn.apps.vault.actions.reviews import ShownPair
from evenborn.apps.vault.models import ReviewedPair
from evenborn.comparison.review import ANSWERS
from evenborn.presentation.review_sheet import answer_word
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["JudgePairs", "JudgedFile"]


def _answers() -> list[tuple[str, str]]:
    none = ("", say("matching.no-reply", page_language()))
    return [none, *((one, answer_word(one, page_language())) for one in ANSWERS)]


class JudgePairs(forms.Form):
    """For each pair on a page whether it is one birth."""

    def __init__(self, shown: Sequence[ShownPair], *args: Any) -> None:
        super().__init__(*args)
        self._shown = shown
        for one in shown:
            label = say("matching.review.answer-for", page_language(), number=one.pair.place_on_sheet)
            self.fields[f"answer_{one.pair.pk}"] = forms.ChoiceField(
                label=label, choices=_answers, required=False, initial=one.pair.answer,
                widget=forms.Select(attrs={"aria-label": label}),
            )  # fmt: skip
        self.levels = compared_by(shown)

    def headings(self) -> list[str]:
        """What the two records are held against each other by."""
        return [say(f"reviewed.field.{name.replace('_', '-')}", page_language()) for name in self.levels]

    def lines(self) -> Iterator[tuple[ShownPair, list[tuple[str, str]], BoundField]]:
        """Each pair; by field what the own record states and how alike the two are; the entry beside it."""
        for one in self._shown:
            yield one, words_of(one, self.levels, page_language()), self[f"answer_{one.pair.pk}"]

    @property
    def shows_own(self) -> bool:
        """Whether own records are read here, and not only found by their numbers."""
        return any(one.own for one in self._shown)

    @property
    def changed(self) -> Mapping[ReviewedPair, str]:
        """Answers that are other than before."""
        given = {one.pair: self.cleaned_data[f"answer_{one.pair.pk}"] for one in self._shown}
        return {pair: answer for pair, answer in given.items() if answer != pair.answer}


class JudgedFile(forms.Form):
    """A workbook of pairs that was filled in."""

    file = forms.FileField(label=worded("matching.field.pairs"), help_text=worded("matching.help.sheet"))
