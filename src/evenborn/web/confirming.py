"""The step before what cannot be undone: the page says what will happen and asks once more."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["confirm", "confirmed"]


def confirmed(request: HttpRequest) -> bool:
    """Whether the reader saw what will happen and said yes."""
    return request.method == "POST" and request.POST.get("confirmed") == "yes"


def confirm(
    request: HttpRequest, *, title: str, sentences: Sequence[str], does: str, back: str
) -> HttpResponse:
    """Ask once more; what was entered is sent along.

    Parameters
    ----------
    request : HttpRequest
    title : str
        What is to be done.
    sentences : sequence of str
        What will happen, and what cannot be undone.
    does : str
        Words of the button: what it does, never only *yes*.
    back : str
        Address for who does not want it.
    """
    entered = [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "confirmed")
        for value in request.POST.getlist(name)
    ]
    context = {"title": title, "sentences": sentences, "does": does, "back": back, "entered": entered}
    return render(request, "web/confirm.html", context)
