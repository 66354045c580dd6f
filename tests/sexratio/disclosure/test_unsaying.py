import numpy as np

from evenborn.sexratio.disclosure import Thresholds, attack
from evenborn.sexratio.disclosure.statements import statements
from evenborn.sexratio.disclosure.unsaying import to_unsay
from sexratio.disclosure.tables import design, issue

RULE = Thresholds(5, 1000, 5)
COUNTS = np.array([[3, 4], [61, 54], [70, 66]])
LINE = design(3)


def withheld_after_unsaying(
    hidden: list[tuple[int, int]], closed: tuple[int, ...] = ()
) -> set[tuple[int, int]] | None:
    """Numbers that must follow the first withheld one, when those at flat places ``closed`` may not."""
    said = statements([issue(COUNTS, hidden, LINE, RULE)])
    rows = np.flatnonzero(~np.isin(said.published_number, closed))
    chosen = to_unsay(said, rows, 1.0 + said.values[rows], said.withheld[[0]], (-2, 8))
    if chosen is None:
        return None
    flat = said.published_number[rows[chosen]]
    return {(int(k) // 3, int(k) % 3) for k in flat}


def test_what_it_names_makes_the_number_safe() -> None:
    hidden = [(0, 0)]
    more = withheld_after_unsaying(hidden)
    assert more
    report = attack([issue(COUNTS, [*hidden, *more], LINE, RULE)], 5, effort="ranges")
    assert report.upper[0] - report.lower[0] >= 5


def test_what_is_closed_is_gone_round() -> None:
    free = withheld_after_unsaying([(0, 0)])
    assert free
    first = sorted(free)[0]
    other = withheld_after_unsaying([(0, 0)], closed=(3 * first[0] + first[1],))
    assert other
    assert first not in other


def test_where_all_is_closed_there_is_no_answer() -> None:
    assert withheld_after_unsaying([(0, 0)], closed=tuple(range(12))) is None
