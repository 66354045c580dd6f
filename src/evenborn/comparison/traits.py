"""What of a birth is compared: its traits, each a text or a number made of what the register states.

A trait is compared for being the same and for nothing else, so that it can be replaced by a keyed token.
Nearness is made of several traits: a name with one character off shares what remains when that character is
left out, a date that slipped by a digit shares its month or its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PERSONS: Final = ("mother", "father", "child")
"""Whose names are compared."""

NAME_TRAITS: Final = ("", "_sound", "_shape", "_vague", "_less1", "_less2", "_less3", "_mixed", "_surname")
"""Of a name: itself, its pinyin, its four-corner codes, its pinyin with finals and initials that are confused
made one, the name without its first, second or third character (Latin letters: word), its characters in order
of their codes, its surname."""

NUMBER_TRAITS: Final = ("", "_no_end", "_no_birth", "_no_area")
"""Of an identity number: itself, and without its last four, middle eight or first six characters."""

DAY_TRAITS: Final = ("", "_year_month", "_year_day", "_month_day", "_swapped", "_even", "_odd")
"""Of a birth day: itself, two of its three parts, itself with month and day swapped where that is a day, and
the pairs of days that begin on an even or an odd day: neighbours share exactly one."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait.

    Attributes
    ----------
    name : str
        How models call it: ``mother_name_sound``.
    role : str
        What the register must state for it: ``mother_name``.
    domain : str
        Traits of one domain may be compared with each other.
    """

    name: str
    role: str
    domain: str


def _traits() -> dict[str, Trait]:
    found = []
    for person in PERSONS:
        role = f"{person}_name"
        for suffix in NAME_TRAITS:
            domain = role if suffix in {"", "_less1", "_less2", "_less3"} else role + suffix
            found.append(Trait(role + suffix, role, domain))
    for suffix in NUMBER_TRAITS:
        found.append(Trait(f"mother_id{suffix}", "mother_id", f"identity{suffix}"))
    found += [Trait("father_id", "father_id", "identity"), Trait("child_id", "child_id", "identity")]
    for suffix in DAY_TRAITS:
        domain = "birth_day" if suffix in {"", "_swapped"} else f"birth_day{suffix}"
        found.append(Trait(f"birth_day{suffix}", "birth_day", domain))
    found += [Trait("county", "area", "county"), Trait("township", "area", "township")]
    found += [Trait(f"weight{suffix}", "weight", f"weight{suffix}") for suffix in ("", "_100", "_near")]
    alike = ("sex", "plurality", "position", "parity", "facility", "certificate")
    found += [Trait(role, role, role) for role in alike]
    return {trait.name: trait for trait in found}


TRAITS: Final[Mapping[str, Trait]] = _traits()
"""Every trait by its name."""

NAMED: Final[Mapping[str, str]] = {
    f"{person}_name{ending}": person for person in PERSONS for ending in NAME_TRAITS
}
"""By trait of a name, whose it is."""


@dataclass(frozen=True, slots=True)
class CandidateRule:
    """Births that share these traits are held against each other.

    Attributes
    ----------
    name : str
        How the record of a run calls it.
    traits : tuple of str
        What they share.
    split : tuple of str
        What they must share as well, one after the other, where too many share the rest.
    """

    name: str
    traits: tuple[str, ...]
    split: tuple[str, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """What both registers must state."""
        return frozenset(TRAITS[trait].role for trait in self.traits)


_MONTH: Final = ("birth_day_year_month", "birth_day")

CANDIDATE_RULES: Final = (
    CandidateRule("certificate", ("certificate",)),
    CandidateRule("child_id", ("child_id",)),
    CandidateRule("mother_id", ("mother_id",)),
    CandidateRule("mother_and_day", ("mother_name_sound", "birth_day"), ("facility", "county")),
    CandidateRule("parents", ("mother_name_sound", "father_name_sound"), _MONTH),
    CandidateRule("father_and_day", ("father_name_sound", "birth_day"), ("facility", "county")),
    CandidateRule("child_and_day", ("child_name", "birth_day"), ("facility", "county")),
    CandidateRule("father_and_township", ("father_name_sound", "township"), _MONTH),
    CandidateRule("mother_and_facility", ("mother_name_sound", "facility"), _MONTH),
    CandidateRule("mother_and_township", ("mother_name_sound", "township"), _MONTH),
    CandidateRule(
        "day_and_township",
        ("birth_day", "township", "sex"),
        ("facility", "mother_name_surname", "weight_100"),
    ),
)
"""What makes two births worth comparing, the surest first. No rule is broad: day, county and sex alone would
pair every birth of a city with hundreds of others."""
