"""Twenty kills while registers are taken in, withdrawn and settled: nothing is lost, doubled or half."""

from offices import Office
from operations.import_kills import kill_imports


def test_twenty_kills_of_imports_lose_double_and_halve_nothing(office: Office) -> None:
    counted = kill_imports(office, kills=20, seed=7)
    assert counted.kills >= 20
    assert counted.cut_off >= 10
    assert set(counted.during) == {"take", "recover", "take_back"}
