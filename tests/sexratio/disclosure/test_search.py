import numpy as np

from evenborn.sexratio.disclosure import Thresholds
from evenborn.sexratio.disclosure.blocks import reduction
from evenborn.sexratio.disclosure.search import Search
from evenborn.sexratio.disclosure.statements import statements
from sexratio.disclosure.tables import design, issue

RULE = Thresholds(5, 1000, 5)
COUNTS = np.array([[[3, 30], [4, 41]], [[50, 51], [60, 61]], [[70, 71], [80, 81]]])
HIDDEN = [(area, period, sex) for area in (0, 1) for period in (0, 1) for sex in (0, 1)]


def search(width: int) -> Search:
    """Two blocks, and withheld totals of an area that have a part in each."""
    totals = [(area, 2, number) for area in range(4) for number in range(3)]
    shape = design(3, 2, totals=("area", "period"))
    said = statements([issue(COUNTS, [*HIDDEN, *totals], shape, RULE)])
    return Search(said, reduction(said), width)


def test_a_number_over_two_blocks_ranges_over_the_sum_of_its_parts() -> None:
    looked = search(5)
    looked.run("ranges")
    low, high, exact = looked.ranges()
    names = [int(number) for number in looked.said.withheld_number]
    shape = (4, 3, 3)
    cells = [names.index(int(np.ravel_multi_index((0, period, 0), shape))) for period in (0, 1)]
    total = names.index(int(np.ravel_multi_index((0, 2, 0), shape)))
    assert exact.all()
    assert high[total] == high[cells].sum() == 33 + 45
    assert low[total] == low[cells].sum() == 0
    assert len(looked.reduced.blocks) == 2


def test_less_effort_shows_less_and_never_more() -> None:
    spreads = {}
    for effort in ("sweep", "prove", "ranges"):
        looked = search(5)
        looked.run(effort)  # type: ignore[arg-type]
        spreads[effort] = looked.spread
    assert (spreads["sweep"] <= spreads["ranges"]).all()
    assert (spreads["prove"] <= spreads["ranges"]).all()
    assert ((spreads["prove"] >= 5) == (spreads["ranges"] >= 5)).all()
