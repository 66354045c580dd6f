"""Pages of targets: the list with its verdicts, one target, a new one, an end."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.figures.naming import area_page, source_of
from evenborn.apps.figures.targets import actions, queries, showing
from evenborn.apps.figures.targets.columns import TARGETS
from evenborn.apps.figures.targets.forms import TargetForm
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of
from evenborn.web.confirming import confirm, confirmed
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["end_target", "set_target", "target", "targets"]


@page(Permission.FIGURES_SEE)
def targets(request: DeskRequest) -> HttpResponse:
    """Targets of the actor's areas for one year: that which the address names, else the last that is over."""
    years = queries.years(request.actor)
    asked = request.GET.get("year", "")
    usual = next((one for one in years if one < request.actor.today.year), years[0] if years else 0)
    year = next((one for one in years if str(one) == asked), usual)
    held = showing.held_of(request.actor, list(queries.targets(request.actor).filter(year=year)))
    shown = listing(request, held, TARGETS, empty="figures.targets.none")
    context = {
        "listing": shown, "years": years, "year": year,
        "may_set": request.actor.may(Permission.FIGURES_TARGETS), "paper": "wide",
    }  # fmt: skip
    return render(request, "figures/targets.html", context)


@page(Permission.FIGURES_SEE)
def target(request: DeskRequest, pk: int) -> HttpResponse:
    """One target: its verdict, both figures, what the letter says, and where they lead."""
    row, language = one(queries.targets(request.actor), pk=pk), page_language()
    (held,) = showing.held_of(request.actor, [row])
    context = {
        "target": row, "held": held, "name": name_of(row.area, language), "status": showing.status(held),
        "sentences": showing.sentences(held, language), "register": register_name(row.register),
        "table": showing.both_figures(held, language),
        "source": source_of(held.cube) if held.cube else "", "required": 100 * row.required,
        "behind": showing.behind(held, request.actor), "area_page": area_page(row.area, row.register),
        "may_end": row.ended_at is None and request.actor.may(Permission.FIGURES_TARGETS, row.area),
        "crumbs": [_list()],
    }  # fmt: skip
    return render(request, "figures/target.html", context)


@page(Permission.FIGURES_TARGETS)
def set_target(request: DeskRequest) -> HttpResponse:
    """Set a target of a responsibility letter."""
    form = TargetForm(request.actor, request.POST or None)
    made, target = performed(form, lambda area, year, letter, **_: actions.set_target(
        by=request.actor, area=area, year=year, letter=letter, asked=form.asked
    ))  # fmt: skip
    if made and target is not None:
        done(request, "figures.targets.was-set")
        return redirect("figures-target", target.pk)
    return render(request, "figures/set_target.html", {"form": form, "crumbs": [_list()]})


@page(Permission.FIGURES_TARGETS)
def end_target(request: DeskRequest, pk: int) -> HttpResponse:
    """End a target, after asking once more."""
    row, language = one(queries.targets(request.actor), pk=pk), page_language()
    if confirmed(request):
        if pressed(request, lambda: actions.end_target(row, by=request.actor)):
            done(request, "figures.targets.was-ended")
        return redirect("figures-target", pk)
    ending = say("figures.targets.ending", language, area=name_of(row.area, language), year=str(row.year))
    return confirm(
        request, title=say("figures.targets.end", language), sentences=[ending],
        does=say("figures.targets.end", language), back=reverse("figures-target", args=[pk]),
    )  # fmt: skip


def _list() -> tuple[str, str]:
    return reverse("figures-targets"), say("place.figures-targets", page_language())
