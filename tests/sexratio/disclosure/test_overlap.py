from itertools import product

from evenborn.sexratio.disclosure.design import COUNT, SEX, Design, axis
from evenborn.sexratio.disclosure.overlap import shared_cells, shared_numbers

AREAS = axis("area", ("Ganzhou", "Linze", "Minle"), total=True)
MONTHS = axis("period", (1, 2, 3, 4), total=True, windows=(2, 3))
TABLE = Design((AREAS, MONTHS, SEX))


def test_issues_share_what_has_the_same_labels() -> None:
    later = Design(
        (
            axis("area", ("Linze", "Ganzhou"), total=False),
            axis("period", (2, 3, 5), total=True, windows=(2,)),
            SEX,
        )
    )
    before, after = shared_cells(TABLE, later)
    assert len(before) == 2 * 2 * 2
    earlier_labels = list(product(AREAS.labels, MONTHS.labels, SEX.labels))
    later_labels = list(product(*(one.labels for one in later.axes)))
    assert [earlier_labels[k] for k in before] == [later_labels[k] for k in after]
    before, after = shared_numbers(TABLE, later)
    titles = {(TABLE.title(int(a)), later.title(int(b))) for a, b in zip(before, after, strict=True)}
    assert all(one == two for one, two in titles)
    assert ("births of area Linze, period 2 to 3",) * 2 in titles
    assert not any("total" in one for one, _ in titles)


def test_a_window_over_everything_is_the_total() -> None:
    whole = Design((axis("period", (1, 2), total=True, windows=(2,)), COUNT))
    before, after = shared_numbers(whole, whole)
    assert {(2, 3), (3, 2)} <= set(zip(before.tolist(), after.tolist(), strict=True))
