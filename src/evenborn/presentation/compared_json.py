"""A comparison as plain data with stable English keys; docs/commands.md describes them."""

from typing import Any

from evenborn.comparison.run_record import as_json
from evenborn.presentation.comparison_answer import ComparisonAnswer
from evenborn.presentation.coverage_figures import coverage_figures, register_figures

_OF_PAIR = ("left", "right", "links", "certain", "by_weight", "weighed_pairs", "candidates", "evaluation")
_OF_REGISTER = ("register", "file", "sha256", "births", "key_check", "first_month", "last_month")


def compared_as_json(answer: ComparisonAnswer) -> dict[str, Any]:
    """The comparison as plain data."""
    record, coverage = answer.record, answer.coverage
    content = as_json(record)
    registers = [
        {
            **{name: one[name] for name in _OF_REGISTER},
            "differences": dict(counts),
            "said_corrected_still_differs": one["still_differs"],
        }
        for one, counts in zip(content["registers"], answer.told(), strict=True)
    ]
    return {
        "schema": "evenborn.compare/1",
        "run": record.run,
        **content["commission"],
        "encoded": record.encoded,
        "registers": registers,
        "pairs": [{name: pair[name] for name in _OF_PAIR} for pair in content["pairs"]],
        "coverage": {
            "reference": coverage.reference,
            "unplaced": coverage.counts.unplaced,
            "areas": coverage_figures(coverage),
            "months": coverage_figures(answer.by_month),
            "registers": register_figures(coverage),
        },
        "files": dict(answer.files),
        "repeated": [
            {"left": one.left, "right": one.right, "same_links": one.same_links, "agrees": one.agrees}
            for one in answer.repeated
        ],
    }
