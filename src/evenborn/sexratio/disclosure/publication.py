"""Publishing a table: withhold, let the attacker try, withhold more, until nothing can be recovered."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, checked_counts
from evenborn.sexratio.disclosure.design import COUNT, SEX, Axis, Design, axis
from evenborn.sexratio.disclosure.protection import Draft, protected
from evenborn.sexratio.disclosure.published import CountPublication, Publication
from evenborn.sexratio.disclosure.rules import Kind, Thresholds, thresholds
from evenborn.sexratio.disclosure.statements import Issue, Revisions
from evenborn.sexratio.intervals import IntervalMethod

Labels: TypeAlias = Mapping[str, Sequence[Hashable]]

_AXES = ("area", "period", "order")


def publish(
    male: ArrayLike,
    female: ArrayLike,
    *,
    axes: Sequence[str] | None = None,
    labels: Labels | None = None,
    totals: Sequence[str] = ("area",),
    windows: Sequence[int] = (),
    ratio_decimals: int = 1,
    interval: tuple[IntervalMethod, float] = ("jeffreys", 0.95),
    earlier: Sequence[Publication | Issue] = (),
    kind: Kind = "births",
    rule: Thresholds | None = None,
    impossible: ArrayLike | None = None,
    revisions: Revisions = "grow",
    hidden: ArrayLike | None = None,
) -> Publication:
    """A table of births that may be shown: nothing small is in it or can be worked out from it.

    Parameters
    ----------
    male, female : array_like of int, shape (areas,), (areas, periods) or (areas, periods, orders)
        Live births by sex; other shapes with ``axes``. A cell without births is 0.
    axes : sequence of str
        Names of the axes; the first of ``("area", "period", "order")`` by default.
    labels : mapping of str to sequence
        Names of the positions of an axis. The same position has the same label in every issue;
        positions are numbered from 0 by default.
    totals : sequence of str
        Axes whose total is published; in every combination.
    windows : sequence of int
        Lengths of pooled windows on the axis ``period``; every full window is published.
    ratio_decimals : int
        Decimals of ratios and interval ends.
    interval : (str, float)
        Method and confidence of the intervals.
    earlier : sequence of Publication or Issue
        Issues of the same table that readers already have, in order. What they show is known.
    kind : {"births", "terminations"}
        Which threshold applies.
    rule : Thresholds
        Another rule than that of the kind; for tests.
    impossible : array_like of bool, shape of ``male``
        Cells that everyone knows to be empty; their zeros are shown and hide nothing.
    revisions : {"grow", "unchanged", "any"}
        How counts may differ between issues; see :func:`.attack.attack`.
    hidden : array_like of bool, shape of the published cells, totals and windows
        Where births are withheld whatever their size, because another table hides others behind them.

    Returns
    -------
    Publication
        No count in it is below the rule's, no ratio stands on fewer births than the rule's, and an
        attacker who knows all issues cannot tell any withheld number to less than ``rule.width``.

    Raises
    ------
    CannotProtectError
        If a number cannot be protected, because of what earlier issues show. The sentence names it.
    ValueError
        If counts are not whole numbers from 0, or axes, labels and windows do not fit.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4.
    Fischetti, Salazar (2001), Management Science 47(7):1008-1027.

    Examples
    --------
    Three townships and their total. The second has three girls; the males of the second and both
    sexes of another are withheld with them, all births stay:

    >>> table = publish([612, 22, 18], [588, 3, 16], labels={"area": ("Daman", "Huazhai", "Anyang")})
    >>> table.part().births
    array([1200,   25,   34])
    >>> table.part().male
    array([612,  -1,  -1])
    >>> table.part().ratio
    array([104.1,   nan,   nan])
    >>> table.part(area="total").births, table.part(area="total").male
    (array([1259]), array([652]))
    """
    boys, girls = (np.asarray(part).astype(np.int64) for part in checked_counts(male, female))
    design = _design(boys.shape, SEX, axes, labels, totals, windows)
    draft = Draft(
        design=design,
        counts=np.stack([boys, girls], axis=-1),
        impossible=_by_category(impossible, design),
        decimals=ratio_decimals,
        method=interval[0],
        confidence=interval[1],
        rule=rule or thresholds(kind),
        revisions=revisions,
        hidden=None if hidden is None else _of_all_sexes(hidden, design),
    )
    before = [one.issue if isinstance(one, Publication) else one for one in earlier]
    issue, found = protected(draft, before)
    return Publication(issue, found, draft.rule)


def publish_counts(
    counts: ArrayLike,
    *,
    axes: Sequence[str] | None = None,
    labels: Labels | None = None,
    totals: Sequence[str] = ("area",),
    windows: Sequence[int] = (),
    earlier: Sequence[CountPublication] = (),
    kind: Kind = "births",
    rule: Thresholds | None = None,
    impossible: ArrayLike | None = None,
    revisions: Revisions = "grow",
) -> CountPublication:
    """A table of counts that is not divided by sex: terminations, births of unclear sex.

    Parameters
    ----------
    counts : array_like of int
        One count for each cell.
    axes, labels, totals, windows, earlier, kind, rule, impossible, revisions
        As in :func:`publish`.

    Returns
    -------
    CountPublication

    Raises
    ------
    CannotProtectError
        If a number cannot be protected, because of what earlier issues show.
    ValueError
        If counts are not whole numbers from 0, or axes, labels and windows do not fit.

    References
    ----------
    As :func:`publish`.

    Examples
    --------
    >>> table = publish_counts([3, 14, 40], axes=("facility",), totals=("facility",), kind="terminations")
    >>> table.part(), table.part(facility="total")
    (array([-1, -1, 40]), array([57]))
    """
    whole = np.asarray(checked_counts(counts, 0)[0]).astype(np.int64)
    design = _design(whole.shape, COUNT, axes, labels, totals, windows)
    draft = Draft(
        design=design,
        counts=whole[..., np.newaxis],
        impossible=_by_category(impossible, design),
        rule=rule or thresholds(kind),
        revisions=revisions,
    )
    issue, found = protected(draft, [one.issue for one in earlier])
    return CountPublication(issue, found, draft.rule)


def _design(
    shape: tuple[int, ...],
    category: Axis,
    axes: Sequence[str] | None,
    labels: Labels | None,
    totals: Sequence[str],
    windows: Sequence[int],
) -> Design:
    names = tuple(axes) if axes is not None else _AXES[: len(shape)]
    named = labels or {}
    if len(names) != len(shape) or len(set(names)) != len(names):
        raise ValueError(
            f"The counts have {len(shape)} axes; they need as many different names, not {names}."
        )
    unknown = (set(totals) | set(named)) - set(names)
    if unknown or (windows and "period" not in names):
        raise ValueError(f"The table has the axes {names}; not {', '.join(sorted(unknown)) or 'period'}.")
    made = []
    for name, size in zip(names, shape, strict=True):
        own = tuple(named.get(name, range(size)))
        if len(own) != size:
            raise ValueError(f"The axis {name} has {size} positions and {len(own)} labels.")
        made.append(axis(name, own, name in totals, windows if name == "period" else ()))
    return Design((*made, category))


def _of_all_sexes(hidden: ArrayLike, design: Design) -> BoolArray:
    mask = np.asarray(hidden, dtype=bool)
    if mask.shape != design.published_shape[:-1]:
        raise ValueError(f"hidden has the shape {mask.shape}; the table has {design.published_shape[:-1]}.")
    return np.repeat(mask[..., np.newaxis], design.published_shape[-1], axis=-1)


def _by_category(impossible: ArrayLike | None, design: Design) -> BoolArray:
    mask = (
        np.zeros(design.shape[:-1], dtype=bool) if impossible is None else np.asarray(impossible, dtype=bool)
    )
    if mask.shape != design.shape[:-1]:
        raise ValueError(f"impossible has the shape {mask.shape}; the counts have {design.shape[:-1]}.")
    return np.repeat(mask[..., np.newaxis], design.shape[-1], axis=-1)
