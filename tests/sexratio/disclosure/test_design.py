from collections.abc import Callable

import numpy as np
import pytest

from evenborn.sexratio.disclosure.design import COUNT, SEX, Design, axis

AREAS = axis("area", ("Ganzhou", "Linze", "Minle"), total=True)
MONTHS = axis("period", (1, 2, 3, 4), total=True, windows=(2, 3))
TABLE = Design((AREAS, MONTHS, SEX))


def test_every_group_of_every_axis_is_published() -> None:
    assert TABLE.shape == (3, 4, 2)
    assert TABLE.published_shape == (4, 4 + 3 + 2 + 1, 3)
    assert MONTHS.titles[4:] == ("1 to 2", "2 to 3", "3 to 4", "1 to 3", "2 to 4", "total")


def test_published_numbers_are_sums_of_cells_taken_by_hand() -> None:
    counts = np.arange(24).reshape(3, 4, 2)
    numbers = TABLE.tabulate(counts)
    assert numbers[3, 7, 2] == counts[:, 0:3].sum()
    assert numbers[1, 6, 0] == counts[1, 2, 0] + counts[1, 3, 0]
    assert numbers[2, 9, 1] == counts[2, :, 1].sum()
    assert (numbers[..., 2] == numbers[..., 0] + numbers[..., 1]).all()


def test_incidence_and_tabulation_agree() -> None:
    counts = np.arange(24).reshape(3, 4, 2) ** 2
    assert (TABLE.incidence() @ counts.ravel() == TABLE.tabulate(counts).ravel()).all()


def test_titles_say_what_a_number_is() -> None:
    place = np.ravel_multi_index((3, 7, 0), TABLE.published_shape)
    assert TABLE.title(int(place)) == "male births of area total, period 1 to 3"
    assert Design((AREAS, COUNT)).title(0) == "count of area Ganzhou"


def test_levels_pick_their_groups() -> None:
    numbers = TABLE.tabulate(np.arange(24).reshape(3, 4, 2))
    assert numbers[TABLE.at({"period": "window-3"})].shape == (3, 2, 3)
    assert numbers[TABLE.at({"area": "total", "period": "total", "sex": "births"})].tolist() == [[[276]]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: axis("area", ("A", "A"), total=True), "must be different from each other"),
        (lambda: axis("area", (), total=True), "at least one"),
        (lambda: axis("period", (1, 2), total=True, windows=(3,)), "A window of 3 does not fit"),
        (lambda: axis("period", (1, 2), total=True, windows=(1,)), "A window of 1 does not fit"),
        (lambda: TABLE.at({"period": "window-4"}), "it has no level 'window-4'"),
        (lambda: TABLE.at({"order": "total"}), "The table has no axis order"),
    ],
)
def test_what_is_not_published_is_refused(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
