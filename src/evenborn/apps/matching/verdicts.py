"""Areas of a comparison by their verdict, with what to do, as pages of figures and comparisons list them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evenborn.presentation.numbers import Language
from evenborn.presentation.verdicts import (
    VERDICTS,
    shown_tipping_point,
    verdict_code,
    verdict_name,
    verdict_sentence,
    what_to_do,
)

__all__ = ["Group", "Judged", "groups_of", "judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An area, which verdict holds for it, and what hidden girls would have to be to explain the excess."""

    area: str
    verdict: str
    tipping_point: float | None = None

    def says(self, language: Language) -> str:
        """The verdict in a sentence."""
        return verdict_sentence(self.verdict, language, self.tipping_point)


@dataclass(frozen=True, slots=True)
class Group:
    """Areas of which the same is said.

    Attributes
    ----------
    verdict, name : str
        The verdict, and its words.
    areas : tuple of (str, str)
        Address and name of each; the address is empty where its figures are not the reader's to see.
    says, next : str
        What it means, and what to do, in sentences.
    """

    verdict: str
    name: str
    areas: tuple[tuple[str, str], ...]
    says: str
    next: str


def judged(figure: Mapping[str, Any]) -> Judged:
    """The verdict of a line of a comparison that states its area."""
    return Judged(figure["area"], verdict_code(figure), shown_tipping_point(figure))


def groups_of(
    found: Sequence[Judged], names: Mapping[str, str], address: Callable[[str], str], language: Language
) -> tuple[Group, ...]:
    """Areas by what is said of them, those first that call for something to be done.

    Parameters
    ----------
    found : sequence of Judged
    names : mapping
        What areas are called, by code.
    address : callable
        The page of an area, by code.
    language : {"en", "zh"}
    """
    groups = []
    for verdict in VERDICTS:
        areas = tuple((address(one.area), names[one.area]) for one in found if one.verdict == verdict)
        if areas:
            said = verdict_name(verdict, language), areas, verdict_sentence(verdict, language)
            groups.append(Group(verdict, *said, what_to_do(verdict, language)))
    return tuple(groups)
