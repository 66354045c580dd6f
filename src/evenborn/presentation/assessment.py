"""The answer to "was the target met?": both figures with their basis, the rule, the verdict and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any, SupportsFloat, get_args

from evenborn.registers.period import Period
from evenborn.sexratio.comparability import Basis, Comparability, compare_bases
from evenborn.sexratio.disclosure import reliability
from evenborn.sexratio.ratio import SexRatio
from evenborn.sexratio.target import TargetAssessment, Verdict, assess


@dataclass(frozen=True, slots=True)
class AssessedFigure:
    """One of the two figures, with what it stands on; None where it was not stated.

    Attributes
    ----------
    ratio : SexRatio
        A single ratio.
    period : Period or None
    cut_off : datetime.date or None
        Day until which its births had been entered.
    complete : bool or None
        Whether the period had ended, and its months were all there, by then.
    source, coverage : str or None
    completeness : float or None
        Share of the births that took place which the source holds.
    counted : bool
        Whether it was counted from a file; a figure that somebody else published is shown as it stands.
    """

    ratio: SexRatio
    period: Period | None = None
    cut_off: date | None = None
    complete: bool | None = None
    source: str | None = None
    coverage: str | None = None
    completeness: float | None = None
    counted: bool = False

    @property
    def shows_ratio(self) -> bool:
        """Whether its ratio may be shown: not where it was counted and the office's rule hides it.

        Examples
        --------
        >>> from evenborn.sexratio.ratio import sex_ratio
        >>> AssessedFigure(sex_ratio(90, 80), counted=True).shows_ratio
        False
        """
        return not self.counted or str(reliability(self.ratio.births, "office")) in ("reliable", "unreliable")

    @property
    def basis(self) -> Basis:
        """What decides whether it may be compared."""
        kind = self.period.comparison_kind if self.period else None
        return Basis(self.source, self.coverage, kind, self.complete, self.completeness)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A base figure and a figure of now, held against the rule.

    ``area`` is None where the figures are of the whole. ``result`` holds single values.
    """

    area: str | None
    base: AssessedFigure
    now: AssessedFigure
    reference: float
    required: float
    confidence: float
    comparability: Comparability
    result: TargetAssessment

    @property
    def verdict(self) -> Verdict:
        """The verdict as a word of the code."""
        word = str(self.result.verdict)
        return next(verdict for verdict in get_args(Verdict) if verdict == word)

    @property
    def shows_target(self) -> bool:
        """Whether the target may be shown: it would give the base ratio away."""
        return self.base.shows_ratio

    @property
    def shows_fall(self) -> bool:
        """Whether a fall may be shown: both ratios may, and may be held against each other."""
        return self.base.shows_ratio and self.now.shows_ratio and self.comparability.comparable


def assessed(
    base: AssessedFigure,
    now: AssessedFigure,
    *,
    reference: float,
    required: float,
    confidence: float = 0.95,
    area: str | None = None,
) -> Assessment:
    """Hold two figures against the rule, after asking whether they may be compared.

    Examples
    --------
    >>> from evenborn.sexratio.ratio import sex_ratio_of_figure
    >>> base = AssessedFigure(sex_ratio_of_figure(130.63, 14_400), source="monthly reports")
    >>> now = AssessedFigure(sex_ratio_of_figure(117.42, 10_800), source="hospitals")
    >>> assessed(base, now, reference=107, required=0.1).verdict
    'not comparable'
    """
    comparability = compare_bases(base.basis, now.basis)
    result = assess(base.ratio, now.ratio, reference=reference, required=required, comparable=comparability)
    return Assessment(area, base, now, reference, required, confidence, comparability, result)


def assessment_as_json(assessment: Assessment) -> dict[str, Any]:
    """An assessment as plain data with stable English keys; see docs/commands.md.

    What is not comparable has no achieved share and no probability: it is never shown as progress.
    A ratio that was counted on too few births is left out, with all that would give it away.
    """
    result, shows_fall, shows_target = assessment.result, assessment.shows_fall, assessment.shows_target
    return {
        "area": assessment.area,
        "verdict": assessment.verdict,
        "probability_met": number_or_none(result.probability_met),
        "reference": assessment.reference,
        "required_share_of_excess": assessment.required,
        "excess_of_base": number_or_none(result.excess) if shows_target else None,
        "target": number_or_none(result.target) if shows_target else None,
        "fall": number_or_none(result.fall) if shows_fall else None,
        "achieved_share_of_excess": number_or_none(result.achieved) if shows_fall else None,
        "times_over": number_or_none(result.times_over) if shows_fall else None,
        "differences": [
            {"trait": difference.trait, "base": difference.base, "now": difference.now}
            for difference in assessment.comparability.differences
        ],
        "not_stated": list(assessment.comparability.unstated),
        "base": _figure_as_json(assessment.base, assessment.confidence),
        "now": _figure_as_json(assessment.now, assessment.confidence),
    }


def _figure_as_json(figure: AssessedFigure, confidence: float) -> dict[str, Any]:
    interval = figure.ratio.interval(confidence)
    return {
        "ratio": number_or_none(figure.ratio.estimate) if figure.shows_ratio else None,
        "births": round(float(figure.ratio.births)),
        "lower": number_or_none(interval.lower),
        "upper": number_or_none(interval.upper),
        "confidence": confidence,
        "period_start": figure.period.start.isoformat() if figure.period else None,
        "period_end": figure.period.end.isoformat() if figure.period else None,
        "period_kind": figure.period.kind if figure.period else None,
        "cut_off": figure.cut_off.isoformat() if figure.cut_off else None,
        "complete": figure.complete,
        "source": figure.source,
        "coverage": figure.coverage,
        "completeness": figure.completeness,
    }


def number_or_none(value: SupportsFloat) -> float | None:
    """A single number, or None where it is not one or has no end.

    Examples
    --------
    >>> number_or_none(float("inf")), number_or_none(107)
    (None, 107.0)
    """
    single = float(value)
    return single if abs(single) < float("inf") else None
