"""Coverage goes by what people said of the links, once they have judged enough of them."""

from typing import Any, Final

import pyarrow as pa
from django.db.models import Count, Max, Q

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.actions.results import keep_reviewed
from evenborn.apps.matching.figures_of import figures_of
from evenborn.apps.matching.models import CapturedBirths, Run
from evenborn.apps.matching.queries import compared_parts
from evenborn.apps.matching.reviewing.evaluation import strata_of
from evenborn.apps.matching.rules import RunState
from evenborn.apps.vault.models import ReviewedPair
from evenborn.comparison.reviewed_errors import by_review_and_model, enough, evaluation_of

__all__ = ["count_reviews", "reviewed_figures"]

_ALL: Final = "no area bounds what the worker counts; numbers of answers come out, and no pair"
_COLUMNS: Final[list[tuple[str, "pa.DataType"]]] = [
    ("county", pa.string()), ("month", pa.date32()), ("sex", pa.string()), ("order", pa.string()),
    ("pattern", pa.int64()), ("births", pa.int64()),
]  # fmt: skip


def count_reviews(by: Actor) -> int:
    """Let the answers of reviewers since the last time enter the coverage; how many comparisons changed."""
    answers = ReviewedPair.objects.regardless(_ALL).filter(answered_at__isnull=False)
    by_run = answers.order_by().values_list("sheet__run")
    told = by_run.annotate(last=Max("answered_at"), number=Count("pk", filter=~Q(answer="")))
    last = {run: f"{at.isoformat()} {number}" for run, at, number in told}
    rows = Run.objects.regardless(_ALL).filter(pk__in=list(last), state=RunState.DONE)
    changed = 0
    for run in rows:
        until = last[run.pk]
        if run.figures.get("reviewed_until") != until:
            keep_reviewed(run, by=by, figures=reviewed_figures(run) | {"reviewed_until": until})
            changed += 1
    return changed


def reviewed_figures(run: Run) -> dict[str, Any]:
    """Coverage with the error rates of links as people and the model together know them."""
    parts = compared_parts(run)
    evaluations, judged = [], []
    for pair, strata in zip(run.pairs, strata_of(run, parts), strict=True):
        of_model = evaluation_of(pair["evaluation"])
        judged.append("chances" in pair and enough(strata))
        known = by_review_and_model(of_model, strata, pair["chances"]) if judged[-1] else of_model
        evaluations.append(known)
    who = "people" if all(judged) else "both" if any(judged) else "model"
    found = figures_of(_patterns(run), [part.register for part in parts], evaluations)
    return found | {"judged": who}


def _patterns(run: Run) -> "pa.Table":
    """The table of births by the registers that hold them, as the comparison counted it."""
    rows = CapturedBirths.objects.regardless("of a comparison that the worker has").filter(run=run)
    return pa.Table.from_pylist(
        [
            {
                "county": one.area or None, "month": one.month, "sex": one.sex or None,
                "order": one.order or None, "pattern": one.pattern, "births": one.births,
            }
            for one in rows
        ],
        schema=pa.schema(_COLUMNS),
    )  # fmt: skip
