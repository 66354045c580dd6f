"""The form by which an owner hands an encoding in."""

from django import forms

from evenborn.apps.access.wording import worded

__all__ = ["HandIn"]


class HandIn(forms.Form):
    """The encoding of a register."""

    file = forms.FileField(
        label=worded("matching.field.encoding"), help_text=worded("matching.help.encoding")
    )
