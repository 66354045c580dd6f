"""Hierarchical models: how many there are, their names, and their columns."""

import pytest

from evenborn.sexratio.registration import INDEPENDENCE, hierarchical_models, model, model_name
from evenborn.sexratio.registration.models import design_matrix


def test_every_model_of_three_registers() -> None:
    names = [model_name(interactions, 3) for interactions in hierarchical_models(3)]
    assert names == [
        "[1][2][3]", "[12][3]", "[13][2]", "[1][23]", "[12][13]", "[12][23]", "[13][23]", "[12][13][23]",
    ]  # fmt: skip


def test_models_of_four_registers_with_threes_are_hierarchical_and_differ() -> None:
    models = hierarchical_models(4, largest_interaction=3)
    assert len(set(models)) == 113
    assert all(model(*interactions) == interactions for interactions in models)


def test_names_give_the_largest_interactions() -> None:
    assert model_name(model((1, 2, 3), (3, 4)), 4) == "[123][34]"
    assert model_name(INDEPENDENCE, 2) == "[1][2]"


def test_a_column_is_one_where_all_its_registers_hold_the_birth() -> None:
    assert design_matrix(model((1, 3)), 3)[:, -1].tolist() == [1, 0, 1, 0, 0, 0, 0]


def test_impossible_models_are_refused() -> None:
    with pytest.raises(ValueError, match="two or more registers, counted from 1"):
        model((1, 1))
    with pytest.raises(ValueError, match="counted from 1"):
        model((0, 1))
    for wrong in (model((1, 4)), model((1, 2, 3))):
        with pytest.raises(ValueError, match="fewer than all of the registers 1 to 3"):
            design_matrix(wrong, 3)
    with pytest.raises(ValueError, match="3 to 5 registers, not 2"):
        hierarchical_models(2)
    with pytest.raises(ValueError, match="up to pairs"):
        hierarchical_models(5, largest_interaction=3)
