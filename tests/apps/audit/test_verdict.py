"""Any one change of a chain is found; what is whole is said to be; times that run backwards are a notice."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.audit.trails import START, links
from evenborn.apps.audit.chain import GENESIS, Link, link_hash
from evenborn.apps.audit.verdict import SET_BACK, Break, Verdict, verify

Chain = list[tuple[Link, str]]
TEXTS = [field.name for field in fields(Link) if field.name not in ("number", "at")]
HEXES = st.text("0123456789abcdef", min_size=64, max_size=64)


def judged(chain: Chain, head: tuple[int, str] | None = None, **anchors: frozenset[str]) -> Verdict:
    end = head or ((chain[-1][0].number, chain[-1][1]) if chain else (0, GENESIS))
    return verify(chain, lambda: end, {int(number[1:]): hashes for number, hashes in anchors.items()})


def end_of(chain: Chain) -> tuple[int, str]:
    return chain[-1][0].number, chain[-1][1]


def changed(data: st.DataObject, chain: Chain, at: int) -> Chain:
    link, kept = chain[at]
    field = data.draw(st.sampled_from([*TEXTS, "number", "at", "hash"]))
    if field == "hash":
        return [*chain[:at], (link, data.draw(HEXES)), *chain[at + 1 :]]
    other: object
    if field == "number":
        other = data.draw(st.integers(-3, 20))
    elif field == "at":
        other = link.at + data.draw(st.timedeltas(timedelta(days=-900), timedelta(days=900)))  # type: ignore[operator]
    else:
        other = data.draw(HEXES if field == "previous" else st.text(max_size=20))
    return [*chain[:at], (replace(link, **{field: other}), kept), *chain[at + 1 :]]


def deleted(_data: st.DataObject, chain: Chain, at: int) -> Chain:
    return chain[:at] + chain[at + 1 :]


def repeated(data: st.DataObject, chain: Chain, at: int) -> Chain:
    to = data.draw(st.integers(0, len(chain)))
    return [*chain[:to], chain[at], *chain[to:]]


def put_in(data: st.DataObject, chain: Chain, at: int) -> Chain:
    """A well-made entry, with a hash of its own, between two others."""
    link = replace(chain[at][0], actor=data.draw(st.text(max_size=9)))
    return [*chain[:at], (link, link_hash(link)), *chain[at:]]


def swapped(data: st.DataObject, chain: Chain, at: int) -> Chain:
    other = data.draw(st.integers(0, len(chain) - 1))
    made = list(chain)
    made[at], made[other] = made[other], made[at]
    return made


def cut_off(_data: st.DataObject, chain: Chain, at: int) -> Chain:
    return chain[:at]


@pytest.mark.parametrize("mutate", [changed, deleted, repeated, put_in, swapped, cut_off])
@given(data=st.data(), length=st.integers(1, 7))
def test_any_single_mutation_is_found(
    mutate: Callable[[st.DataObject, Chain, int], Chain], data: st.DataObject, length: int
) -> None:
    chain = links(length)
    mutated = mutate(data, chain, data.draw(st.integers(0, length - 1)))
    assume(mutated != chain)
    assert judged(mutated, end_of(chain)).broken is not None


@given(st.integers(0, 9))
def test_a_whole_chain_is_whole(length: int) -> None:
    chain = links(length)
    head = chain[-1][1] if chain else GENESIS
    assert judged(chain) == Verdict(length, head, None)


@given(st.integers(1, 7), st.data())
def test_what_holds_before_a_break_is_told(length: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, length - 1))
    chain = links(length)
    link, kept = chain[at]
    found = judged([*chain[:at], (replace(link, area="62"), kept), *chain[at + 1 :]])
    assert (found.entries, found.broken) == (at, Break(at + 1, "changed"))


@given(st.lists(st.tuples(*[st.text(max_size=5)] * 2), min_size=2, max_size=2, unique=True))
def test_two_entries_never_share_a_text(pairs: list[tuple[str, str]]) -> None:
    link = links(1)[0][0]
    first, second = (replace(link, actor=actor, event=event) for actor, event in pairs)
    assert link_hash(first) != link_hash(second)


def backwards(*steps: float) -> Chain:
    """A whole chain whose clock stands so many seconds after the start at each entry."""
    made: Chain = []
    for number, step in enumerate(steps, start=1):
        previous = made[-1][1] if made else GENESIS
        at = START + timedelta(seconds=step)
        link = Link("vault", number, at, "worker", "test.seal", "", "", "{}", previous)
        made.append((link, link_hash(link)))
    return made


def test_a_clock_set_back_is_a_notice() -> None:
    found = judged(backwards(0, 600, 0, 10, 700, 500))
    assert found.broken is None
    assert found.clock is not None
    assert (found.clock.times, found.clock.first, found.clock.most) == (2, 3, timedelta(seconds=600))


def test_clocks_of_servers_that_differ_a_little_are_none() -> None:
    almost = SET_BACK.total_seconds()
    assert judged(backwards(0, almost, 0.000001)).clock is None
    assert judged(backwards(0, almost, 0)).clock is not None


@pytest.mark.parametrize(
    ("anchors", "kind", "anchored"),
    [
        ({1: 0, 3: 2}, None, 2),
        ({2: 2}, ("anchor", 2), 0),
        ({9: 2}, ("cut", 9), 0),
        ({9: 2, 7: 1}, ("cut", 7), 0),
    ],
)
def test_anchors(anchors: dict[int, int], kind: tuple[str, int] | None, anchored: int) -> None:
    chain = links(4)
    marks = {f"n{number}": frozenset({chain[of][1]}) for number, of in anchors.items()}
    found = judged(chain, **marks)
    assert (found.broken and (found.broken.kind, found.broken.number)) == kind
    assert found.anchored == anchored


def test_two_anchors_that_contradict_each_other_are_found() -> None:
    chain = links(3)
    found = judged(chain, n2=frozenset({chain[1][1], "ab" * 32}))
    assert found.broken == Break(2, "anchor")


def test_the_end_is_asked_for_after_the_last_entry() -> None:
    """Entries that come while the trail is read belong to it."""
    chain, read = links(3), []

    def entries() -> object:
        for link, kept in chain:
            read.append(link.number)
            yield link, kept

    found = verify(entries(), lambda: (read[-1], chain[read[-1] - 1][1]))  # type: ignore[arg-type]
    assert found.broken is None
    assert isinstance(chain[0][0].at, datetime)
