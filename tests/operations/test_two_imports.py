"""Two clerks take the same month in at once, each from a process of her own: it counts once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from offices import Office
from operations.import_kills import Launcher, launched

ROUNDS = 4
ROWS = 120


def taken(launcher: Launcher, batch: int) -> str:
    """What came of it: done, or the refusal of whoever came second."""
    answer: Any = launcher.ask("take_or_wait", batch=batch)
    return str(answer)


def test_the_same_month_from_two_clerks_at_once_counts_once(office: Office) -> None:
    rows = [(number, "男" if number % 2 else "女") for number in range(1, ROWS + 1)]
    with launched(office) as first, launched(office) as second, ThreadPoolExecutor(2) as clerks:
        for number in range(ROUNDS):
            held = rows[: (number + 1) * ROWS // ROUNDS]
            batches = first.ask("receive", rows=held), second.ask("receive", rows=held[::-1])
            waiting = zip((first, second), batches, strict=True)
            answers = list(clerks.map(lambda pair: taken(*pair), waiting))
            assert "done" in answers
            assert set(answers) <= {"done", "intake-busy"}
            for launcher, batch, answer in zip((first, second), batches, answers, strict=True):
                if answer == "intake-busy":
                    assert taken(launcher, batch) == "done"
            found = first.ask("settle")
            assert len(found["seen"]) == len(held)
            assert (found["differences"], found["waiting"], found["left"], found["broken"]) == (0, 0, 0, [])
        assert sum(sex == "male" for sex in found["seen"].values()) == ROWS // 2
