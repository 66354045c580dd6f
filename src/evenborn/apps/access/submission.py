"""A form, the action that it asks for, and what is said when the action is refused."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from evenborn.presentation.words import Fact, say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["done", "performed", "pressed"]

R = TypeVar("R")


def performed(form: forms.Form, act: Callable[..., R]) -> tuple[bool, R | None]:
    """Act with what a form says; whether it came to pass, and the result. The form says a refusal."""
    if not form.is_valid():
        return False, None
    try:
        return True, act(**form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, page_language()))
        return False, None


def done(request: HttpRequest, key: str, **facts: Fact) -> None:
    """Say on the next page what was done."""
    messages.success(request, say(key, page_language(), **facts))


def pressed(request: HttpRequest, change: Callable[[], object]) -> bool:
    """Do what a button asks; what is refused is said on the next page."""
    try:
        change()
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return False
    return True
