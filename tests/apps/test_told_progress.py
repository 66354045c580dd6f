"""How far a piece of work is comes through once a second, in whole per cent."""

import pytest

from evenborn.apps import told_progress
from evenborn.apps.told_progress import once_a_second


def test_what_is_told_within_a_second_is_passed_on_once(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr(told_progress.time, "monotonic", lambda: moment[0])
    heard: list[int] = []
    told = once_a_second(heard.append)
    for now, share in ((100.4, 0.1), (101.0, 0.256), (101.9, 0.5), (102.0, 0.75), (102.5, 1.0)):
        moment[0] = now
        told(share)
    assert heard == [25, 75]
