"""What ``evenborn signals`` says of facilities, before it is drawn: the report, its sentences, its counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap
from evenborn.registers.code_lists import code_lists
from evenborn.signals import KINDS, SMALLEST_GROUP, Evidence, Kind, Signal, Signals

_RARE = 1e-6
_REGISTRATION = 22
_COUNTY = slice(9, 15)
_MOST_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register that was read.

    Attributes
    ----------
    name : str
        Of its definition, or ``sold``.
    file, sha256 : str
    rows, rejected : int
        Rows, and those that were left out because they break a rule.
    """

    name: str
    file: str
    sha256: str
    rows: int
    rejected: int


@dataclass(frozen=True, slots=True, eq=False)
class SignalReport:
    """Signals with all that must stand beside them.

    Attributes
    ----------
    signals : Signals
    read : tuple of ReadRegister
    first, last : datetime.date or None
        First days of the first and the last month that anything is known of.
    names, areas : mapping of str to str
        Of facilities, by code, where a list tells them.
    due_day : int
    area_map : AreaMap or None
        Of the areas of :attr:`area_names`.
    area_names : tuple of str
    """

    signals: Signals
    read: tuple[ReadRegister, ...]
    first: date | None
    last: date | None
    names: Mapping[str, str]
    areas: Mapping[str, str]
    due_day: int
    area_map: AreaMap | None = None
    area_names: tuple[str, ...] = ()

    def chosen(self, calls_for: str) -> tuple[Signal, ...]:
        """Signals that call for an ``inspection``, or for a ``question`` about records."""
        return tuple(one for one in self.signals.signals if KINDS[one.evidence.kind].calls_for == calls_for)

    def area_of(self, facility: str) -> str:
        """Area of a facility: as its list says, else as its registration number holds it, else nothing."""
        stated = self.areas.get(facility, "")
        return stated or (facility[_COUNTY] if len(facility) == _REGISTRATION else "")


def kind_name(kind: Kind, language: Language) -> str:
    """Name of a kind of signal.

    Examples
    --------
    >>> kind_name("births-ratio", "en")
    'births ratio'
    """
    return word_of("signal_kind", kind, language)


def word_of(code_list: str, name: str, language: Language) -> str:
    """What a person reads for an entry of a code list."""
    entry = next(one for one in code_lists()[code_list].meanings if one.name == name)
    return entry.zh if language == "zh" else entry.en


def shown_events(one: Evidence) -> int | None:
    """Events of a finding; None where they are fewer than ten persons, who are not told."""
    persons = KINDS[one.kind].events_are_persons
    return None if persons and one.events < SMALLEST_GROUP else one.events


def measured(one: Evidence, value: float) -> str:
    """Write what is observed or expected, in the measure of its kind.

    Examples
    --------
    >>> one = Evidence("F1", "scans-without-indication", 0.4, 0.3, 0.5, 0.02, 1e-9, 300, 120, 300)
    >>> measured(one, one.observed), measured(one, 0.002)
    ('40%', '0.2%')
    """
    measure = KINDS[one.kind].measure
    if measure == "ratio":
        return numbers.ratio(value)
    if measure == "share":
        return numbers.percent(value, 0 if value >= 0.1 else 1)
    if measure == "rate":
        return f"{value:,.1f}" if value >= 10 else f"{value:.2f}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def reason(one: Evidence, report: SignalReport, language: Language) -> str:
    """The plain words of a finding: what was seen, and what is usual."""
    return reason_of(one, language, due_day=report.due_day)


def reason_of(one: Evidence, language: Language, *, due_day: int, key: str = "") -> str:
    """The same, in words of one’s own where a key is given: who counts otherwise says it otherwise."""
    facts = {key: value for key, value in one.facts.items() if key != "drug"}
    drug = str(one.facts.get("drug", ""))
    return say(
        key or f"signals.reason.{one.kind}",
        language,
        events=one.events,
        total=int(one.total),
        persons=one.persons,
        observed=measured(one, one.observed),
        interval=numbers.span(measured(one, one.lower), measured(one, one.upper), language),
        expected=measured(one, one.expected),
        drug=word_of("termination_drug", drug, language) if drug else "",
        due_day=due_day,
        among=of_others(one, language),
        **{**facts, "numbers": _few(str(facts.get("numbers", ""))), "months": _months(facts)},
    )  # fmt: skip


def of_others(one: Evidence, language: Language) -> str:
    """How many births what is expected rests on, and its interval; empty where neither is known.

    Examples
    --------
    >>> facts = {"others": 9200, "expected_lower": 104.8, "expected_upper": 109.3}
    >>> one = Evidence("F1", "births-ratio", 130.0, 120.1, 140.2, 107.0, 1e-9, 2000, 1130, 2000, facts)
    >>> of_others(one, "en")
    ' (9,200 births over the same time, 95% interval 104.8–109.3)'
    """
    if "others" not in one.facts:
        return ""
    interval = expected_interval(one, language)
    said = say("signals.of-others", language, others=int(one.facts["others"]), interval=interval)
    return f" {said}" if language == "en" else said


def expected_interval(one: Evidence, language: Language) -> str:
    """The 95 % interval of what is expected; empty where it is not known."""
    if "others" not in one.facts:
        return ""
    lower, upper = (measured(one, float(one.facts[f"expected_{end}"])) for end in ("lower", "upper"))
    return numbers.span(lower, upper, language)


def _few(listed: str) -> str:
    """No more device numbers than a reader wants; the rest is in the workbook."""
    names = listed.split("、")
    return "、".join(names[:_MOST_NUMBERS]) + (" …" if len(names) > _MOST_NUMBERS else "")


def _months(facts: Mapping[str, str | int | float]) -> str | int | float:
    months = facts.get("months", "")
    return _few(months) if isinstance(months, str) else months


def by_chance(p_value: float, language: Language) -> str:
    """How often a facility like its peers shows as much.

    Examples
    --------
    >>> by_chance(0.0012, "en"), by_chance(0.0, "en")
    ('1 in 833', '< 1 in 1,000,000')
    """
    if p_value <= _RARE:
        return say("signals.rarer", language, number=int(1 / _RARE))
    return say("signals.once-in", language, number=max(1, round(1 / p_value)))


def facility_name(code: str, report: SignalReport) -> str:
    """Name and code of a facility, or its code."""
    name = report.names.get(code, "")
    return f"{name} {code}" if name else code
