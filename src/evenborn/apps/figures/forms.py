"""What is shown of an area: of which register, by which period, over how many of them."""

from collections.abc import Collection
from typing import Any, Final, get_args

from django import forms

from evenborn.apps.access.wording import worded
from evenborn.apps.figures.counted import Step
from evenborn.web.register_names import register_name

__all__ = ["RegisterForm", "ShownForm"]

_STEPS: Final = ("year", "statistical-year", "month")
_POOLS: Final = ("1", "2", "3", "5")


class RegisterForm(forms.Form):
    """Of which register; the first where the address names none that there is."""

    use_required_attribute = False

    register = forms.ChoiceField(label=worded("figures.register"), required=False)

    def __init__(self, stated: dict[str, str], registers: Collection[str], **kwargs: Any) -> None:
        named = stated.get("register", "")
        self.chosen_register = named if named in registers else next(iter(registers), "")
        super().__init__({"register": self.chosen_register}, **kwargs)
        self.fields["register"].choices = [(name, register_name(name)) for name in registers]  # type: ignore[attr-defined]


class ShownForm(forms.Form):
    """Register, period and pooling, as an address states them; anything unknown is the first choice."""

    use_required_attribute = False

    register = forms.ChoiceField(label=worded("figures.register"), required=False)
    step = forms.ChoiceField(
        label=worded("figures.period"), required=False,
        choices=[(step, worded(f"figures.step.{step}")) for step in _STEPS],
    )  # fmt: skip
    pool = forms.ChoiceField(
        label=worded("figures.add-up"), required=False,
        choices=[(number, worded(f"figures.pool.{number}")) for number in _POOLS],
    )  # fmt: skip

    def __init__(self, stated: dict[str, str], registers: Collection[str], **kwargs: Any) -> None:
        first = {"register": next(iter(registers), ""), "step": _STEPS[0], "pool": _POOLS[0]}
        known = {"register": set(registers), "step": set(_STEPS), "pool": set(_POOLS)}
        chosen = {
            name: stated[name] if stated.get(name) in known[name] else usual for name, usual in first.items()
        }
        super().__init__(chosen, **kwargs)
        self.register_words = register_name(chosen["register"]) if chosen["register"] else ""
        self.chosen_register, self.pool_of = chosen["register"], int(chosen["pool"])
        self.chosen_step: Step = next(step for step in get_args(Step) if step == chosen["step"])
        self.fields["register"].choices = [(name, register_name(name)) for name in registers]  # type: ignore[attr-defined]
