"""A server that is killed with -9 leaves each action with its entry, each entry with its action."""

from offices import Office
from operations.kills import kill_servers, state_of


def test_killed_servers_part_no_action_from_its_entry(office: Office) -> None:
    before = state_of(office)
    acknowledged = kill_servers(office, kills=20, seed=1)
    after = state_of(office)
    assert after.broken == []
    assert after.rows == after.entries
    assert acknowledged | set(before.rows) <= set(after.rows)
    assert len(acknowledged) >= 20
