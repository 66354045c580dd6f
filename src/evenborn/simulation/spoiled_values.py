"""How does a value look once it has been spoiled? Each error that needs more than a slip of the finger."""

from evenborn.simulation.broken_rules import check_digit
from evenborn.simulation.typing_errors import Change


def written(form: str) -> Change:
    """Put a text into another form."""
    return lambda text, _: form.format(text)


def no_such_county(text: str, _: float) -> str:
    """A county that no prefecture has."""
    return f"{text[:4]}98{text[6:]}"


def last_lost(text: str, _: float) -> str:
    """The last character left out."""
    return text[:-1]


def shortened(text: str, chance: float) -> str | None:
    """One digit of eighteen left out."""
    at = min(int(chance * 16), 15)
    return text[:at] + text[at + 1 :] if len(text) == 18 else None


def noughts_behind(text: str, _: float) -> str | None:
    """The last three digits that a spreadsheet could not keep."""
    ruined = f"{text[:15]}000"
    by_chance_valid = len(text) == 18 and text[:15].isdigit() and check_digit(ruined[:17]) == "0"
    return ruined if len(text) == 18 and not by_chance_valid else None


def tenfold(text: str, _: float) -> str | None:
    """A nought too many, where that makes a weight that no newborn has."""
    return f"{text}0" if int(text) > 1000 else None


def february_30(text: str, _: float) -> str:
    """A day that no year has."""
    return f"{text[:5]}02-30{text[10:]}"


def years_on(years: int) -> Change:
    """The same day some years later."""

    def change(text: str, _: float) -> str | None:
        return None if text[5:10] == "02-29" else f"{int(text[:4]) + years}{text[4:]}"

    return change


def other_sex(text: str, _: float) -> str | None:
    """The other sex; an unclear one stays."""
    return {"male": "female", "female": "male"}.get(text)
