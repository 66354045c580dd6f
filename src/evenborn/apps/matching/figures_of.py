"""Births that no register holds, by area and by month, and the ratio of each register, as they are kept."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from evenborn.comparison.coverage import Coverage, coverage
from evenborn.comparison.evaluation import Evaluation
from evenborn.presentation.coverage_figures import coverage_figures, register_figures

__all__ = ["figures_of"]


def figures_of(
    patterns: "pa.Table", registers: Sequence[str], evaluations: Sequence[Evaluation]
) -> dict[str, Any]:
    """What pages show of the births that a comparison counted by the registers that hold them."""
    counted = patterns, registers, evaluations
    by_area, by_month = coverage(*counted), coverage(*counted, division="month")
    return {
        "area": _figures(by_area), "month": _figures(by_month),
        "registers": register_figures(by_area), "reference": by_area.reference,
        "unclear": int(by_area.counts.unclear[0]), "unplaced": by_area.counts.unplaced, "judged": "model",
    }  # fmt: skip


def _figures(found: Coverage) -> list[dict[str, Any]]:
    """Every area or month, each with the least number of births that one of the registers lacks of it."""
    counts = found.counts
    together = counts.male.sum(axis=1) + counts.female.sum(axis=1)
    lacking = [together - sum(counts.of_register(place)) for place in range(len(found.registers))]
    fewest = np.min(lacking, axis=0).tolist()
    return [one | {"lacking": least} for one, least in zip(coverage_figures(found), fewest, strict=True)]
