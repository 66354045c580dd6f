"""Which rules does a row break once it is mistyped? Reasoned from the texts alone, apart from the checker.

These are the rules of the definitions written down a second time, for single rows of text, so that what
the checker finds can be held against something that is not the checker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from evenborn.registers.definition import Definition, Field, RuleUse

Row = Mapping[str, str | None]
"""Texts of a row by field; None where a cell is blank or unusable."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_PERMITS: Final = ("81", "82", "83")
_PROVINCES: Final = frozenset(
    str(province)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for province in range(first, last + 1)
)
"""GB/T 2260 without Hong Kong and Macao, whose residents hold permits."""


def check_digit(body: str) -> str:
    """Check digit of seventeen digits.

    References
    ----------
    GB 11643-1999; ISO 7064, MOD 11-2.

    Examples
    --------
    >>> check_digit("11010519491231002")
    'X'
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return _CHECK[total % 11]


def identity_fault(number: str, kind: str) -> str:
    """Rule that a mistyped identity number breaks on its own; empty where none sees it.

    Parameters
    ----------
    number : str
        Digits and letters, half-width.
    kind : str
        Document that the row states; empty where it does not.

    Examples
    --------
    >>> identity_fault("110105194912310020", "resident-id"), identity_fault("E12345678", "passport")
    ('identity-check-digit', '')
    """
    valid = len(number) == 18 and number[:17].isdigit() and check_digit(number[:17]) == number[17]
    ruined = "E+" in number or (len(number) == 18 and number.isdigit() and number.endswith("000"))
    numbered = kind in ("resident-id", "hkmt-residence-permit", "")
    permit, foreign = number[:2] in _PERMITS, number[0] == "9"
    province = number[foreign : 2 + foreign]  # a foreigner's number is 9, province …
    faults = (
        (len(set(number)) == 1, "identity-placeholder"),
        (ruined and not valid, "identity-lost-digits"),
        (not numbered and (kind == "none" or valid), "identity-type-mismatch"),
        (not numbered, ""),
        (kind == "hkmt-residence-permit" and not permit, "identity-type-mismatch"),
        (not number.removesuffix("X").isdigit(), "identity-characters"),
        (len(number) != 18, "identity-length"),
        (kind == "resident-id" and (permit or foreign), "identity-type-mismatch"),
        (not permit and province not in _PROVINCES, "identity-area"),
        (not valid, "identity-check-digit"),
    )
    return next((rule for wrong, rule in faults if wrong), "")


def _usable(number: str | None) -> str:
    """An 18-digit number that says a birth date and a sex, or nothing."""
    return number if number is not None and len(number) == 18 and number[:17].isdigit() else ""


def _boy(number: str) -> bool:
    return int(number[16]) % 2 == 1


def _identity_date(row: Row, day: str, number: str) -> bool:
    stated, known = row[day], _usable(row[number])
    return bool(stated and known) and (stated or "")[:10].replace("-", "") != known[6:14]


def _identity_sex(row: Row, sex: str, number: str) -> bool:
    known = _usable(row[number])
    return bool(known) and row[sex] in ("male", "female") and _boy(known) != (row[sex] == "male")


def _mother_not_female(row: Row, number: str) -> bool:
    return bool(_usable(row[number])) and _boy(_usable(row[number]))


def _father_not_male(row: Row, number: str) -> bool:
    return bool(_usable(row[number])) and not _boy(_usable(row[number]))


def _same(row: Row, first: str, second: str) -> bool:
    return row[first] is not None and row[first] == row[second]


def _placeholder_sex(row: Row, sex: str, name: str) -> bool:
    called = (row[name] or "").strip().rstrip("甲乙丙丁")
    other = {"male": "之女", "female": "之子"}.get(row[sex] or "")
    return other is not None and called.endswith(other)


def _before(row: Row, later: str, earlier: str) -> bool:
    return row[later] is not None and row[earlier] is not None and row[later][:10] < row[earlier][:10]  # type: ignore[index]


def _days(row: Row, later: str, earlier: str) -> int | None:
    end, start = row[later], row[earlier]
    if end is None or start is None:
        return None
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days


def _more(row: Row, first: str, second: str) -> bool:
    return row[first] is not None and row[second] is not None and float(row[first]) > float(row[second])  # type: ignore[arg-type]


def _too_early(row: Row, outcome: str, weeks: str, weight: str) -> bool:
    if row[weeks] is None or row[weight] is None or row[outcome] not in ("live", "early-neonatal-death"):
        return False
    return float(row[weeks] or 0) < 28 and float(row[weight] or 0) < 1000


def _mother_age(row: Row, mother: str, birth: str) -> bool:
    days = _days(row, birth, mother)
    return days is not None and not 10 * 365.2425 <= days < 61 * 365.2425


_WITHIN: Final[Mapping[str, Callable[..., bool]]] = {
    "identity-birth-date-disagrees": _identity_date,
    "identity-sex-disagrees": _identity_sex,
    "mother-identity-not-female": _mother_not_female,
    "father-identity-not-male": _father_not_male,
    "same-identity-twice": _same,
    "same-person-twice": _same,
    "placeholder-sex-disagrees": _placeholder_sex,
    "registered-before-birth": _before,
    "date-before": _before,
    "position-beyond-plurality": _more,
    "live-birth-before-28-weeks": _too_early,
    "mother-age-impossible": _mother_age,
}
"""Rules within a row that an error may break; the others only point something out."""


def breaks(use: RuleUse, row: Row) -> bool:
    """Whether a row breaks a rule between its cells.

    Examples
    --------
    >>> late = RuleUse("registered-late", ("registered", "born"), "warn", 30)
    >>> breaks(late, {"registered": "2025-03-01", "born": "2025-01-01"})
    True
    """
    if any(name not in row for name in use.fields):
        return False
    if use.rule == "registered-late":
        days = _days(row, *use.fields)
        return days is not None and days > (use.limit or 0)
    return use.rule in _WITHIN and _WITHIN[use.rule](row, *use.fields)


@dataclass(frozen=True)
class Judge:
    """Says which rules a row of a register breaks.

    Attributes
    ----------
    definition : Definition
        The register.
    on : date
        Day of the check; a later day is a fault of the cell.
    """

    definition: Definition
    on: date

    def of_cell(self, name: str, kind: str, rule: str, row: Row) -> str:
        """Rule that a mistyped cell breaks on its own; empty where none sees it."""
        field, text = self.definition.fields[name], row[name]
        if rule:
            return rule
        if kind == "name-not-known" and field.required:
            return "name-not-given"
        if text is None or kind == "name-not-known":
            return "required-missing" if self._required(field, row) else ""
        if field.type == "identity-number" and not kind.startswith("harmless"):
            return identity_fault(text, row.get(field.kind_field) or "")
        if field.type in ("day", "moment") and text[:10] > self.on.isoformat():
            return "day-in-future"
        return ""

    def between_cells(self, row: Row) -> list[RuleUse]:
        """Rules between the cells of a row that it breaks, ``registered-late`` among them."""
        return [use for use in self.definition.rules if breaks(use, row)]

    @staticmethod
    def _required(field: Field, row: Row) -> bool:
        wanted = any(row.get(other) in meanings for other, meanings in field.required_if.items())
        spared = [row.get(other) in meanings for other, meanings in field.required_unless.items()]
        return field.required or wanted or (bool(spared) and not any(spared))
