"""Nothing that a person wrote comes into a log."""

import json
import logging
import traceback

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from evenborn.site.logs import ALLOWED, JsonLines, only_allowed, said_of_error, set_up_logs

NAME = "王小明 110101199003070017"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(ALLOWED)) | st.text(max_size=12), VALUES, max_size=8))
def test_only_allowed_names_with_plain_values_come_out(line: dict[str, object]) -> None:
    kept = only_allowed(None, "info", dict(line))
    assert set(kept) <= ALLOWED
    for name, value in kept.items():
        plain = value is None or isinstance(value, bool | int | float | str)
        assert plain or (name == "places" and all(isinstance(place, str) for place in value))
        assert not isinstance(value, str) or len(value) <= 200
    json.dumps(kept)


def raise_with(name: str) -> None:
    try:
        {}[name]
    except KeyError as missing:
        raise ValueError(f"no row of {name}") from missing


def test_of_an_error_its_type_and_places_are_kept() -> None:
    with pytest.raises(ValueError, match="no row") as raised:
        raise_with(NAME)
    said = said_of_error(raised.value)
    assert (said["error"], said["cause"]) == ("ValueError", "KeyError")
    assert said["places"][-1].endswith("raise_with")
    assert NAME not in json.dumps(said, ensure_ascii=False)
    assert NAME in "".join(traceback.format_exception(raised.value))


def test_other_packages_go_through_the_same_door(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs()
    logger = logging.Logger("another.package")
    logger.addHandler(JsonLines())
    logger.error("cannot store %s", NAME, extra={"person": NAME})
    try:
        raise_with(NAME)
    except ValueError:
        logger.exception("failed for %s", NAME)
    structlog.get_logger().info("request", status=200, body=NAME)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["note", "fault", "request"]
    assert lines[1]["error"] == "ValueError"
    assert lines[1]["logger"] == "another.package"
    assert NAME not in json.dumps(lines, ensure_ascii=False)
