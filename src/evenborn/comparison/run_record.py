"""What a comparison says of itself: enough to be questioned, and to be done again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from evenborn.comparison.commission import Commission
from evenborn.comparison.replies import Replies
from evenborn.registers.refusal import Refusal

RECORD: Final = "record.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """A register that took part.

    Attributes
    ----------
    register, file, sha256 : str
    births : int
    key_check : str
        What encodings under one key have in common; empty where the register was plain.
    first_month, last_month : datetime.date or None
        Months of birth that it covers.
    removed, confirmed, corrected : tuple
        What its owner had answered before.
    still_differs : int
        Records said to be corrected that differ all the same.
    """

    register: str
    file: str
    sha256: str
    births: int
    key_check: str
    first_month: date | None
    last_month: date | None
    removed: tuple[str, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    still_differs: int = 0

    def replies(self) -> Replies:
        """What its owner had answered."""
        return Replies(
            self.register, frozenset(self.removed), frozenset(self.confirmed), frozenset(self.corrected)
        )


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A comparison.

    Attributes
    ----------
    run : str
        Its name: the day, and a hash of what was compared, after which answers, and why.
    commission : Commission
    language : str
        Of its lists of differences.
    versions : mapping of str to str
        Of the programs that did it.
    settings : mapping
        Limits under which it was done.
    registers : tuple of RegisterRecord
    pairs : tuple of mapping
        By two registers: links, what they rest on, and how good they are.
    """

    run: str
    commission: Commission
    language: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    registers: tuple[RegisterRecord, ...]
    pairs: tuple[Mapping[str, Any], ...]

    @property
    def encoded(self) -> bool:
        """Whether the registers were encoded."""
        return any(one.key_check for one in self.registers)

    def names(self) -> tuple[str, ...]:
        """Registers in the order in which they took part."""
        return tuple(one.register for one in self.registers)


def as_json(record: RunRecord) -> dict[str, Any]:
    """The record as plain data."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(record), default=_day))
    return {"format": FORMAT, **content}


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def read_record(folder: Path) -> RunRecord:
    """The record of a comparison that was written into a folder.

    Raises
    ------
    Refusal
        ``no-run`` where there is none, or it is damaged; ``newer-run``.
    """
    try:
        content = json.loads((folder / RECORD).read_text("utf-8"))
        if content["format"] > FORMAT:
            raise Refusal("newer-run", folder=folder.name)
        return _read(content)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("no-run", folder=folder.name) from error


def _read(content: Mapping[str, Any]) -> RunRecord:
    commission = content["commission"]
    days = [date.fromisoformat(commission[name]) for name in ("on", "deadline")]
    return RunRecord(
        str(content["run"]),
        Commission(commission["purpose"], commission["legal_basis"], *days),
        str(content["language"]),
        content["versions"],
        content["settings"],
        tuple(_read_register(one) for one in content["registers"]),
        tuple(content["pairs"]),
    )


def _read_register(content: Mapping[str, Any]) -> RegisterRecord:
    months = {name: _month(content[name]) for name in ("first_month", "last_month")}
    pairs: dict[str, Sequence[Sequence[str]]] = {name: content[name] for name in ("confirmed", "corrected")}
    return RegisterRecord(
        **{
            **content,
            **months,
            "removed": tuple(content["removed"]),
            **{name: tuple((number, kind) for number, kind in found) for name, found in pairs.items()},
        }
    )


def _month(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
