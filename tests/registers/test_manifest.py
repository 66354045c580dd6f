from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.manifest import Manifest, Origin, manifest_of, with_manifest

DAY = date(2025, 3, 8)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
origins = st.builds(
    lambda sender, days, sha: Origin(sender, min(days), max(days), DAY, sha),
    texts,
    st.tuples(st.dates(), st.dates()),
    texts,
)


@given(st.none() | origins, texts, st.integers(0, 2**40))
def test_a_manifest_comes_back_as_it_was(origin: Origin | None, version: str, rows: int) -> None:
    manifest = Manifest("delivery", "births_by_county", rows, 10, version, origin)
    table = with_manifest(pa.table({"male": [1]}, metadata={"else": "gone"}), manifest)
    assert manifest_of(table.schema) == manifest
    assert list(table.schema.metadata or ()) == [b"evenborn"]


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}", b'{"rows": 1}', b'{"origin": {"start": "x"}}'])
def test_other_metadata_is_no_manifest(content: bytes | None) -> None:
    metadata: Any = None if content is None else {b"evenborn": content}
    assert manifest_of(pa.schema([("male", pa.int64())], metadata=metadata)) is None


def test_an_origin_that_says_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="sender is empty"):
        Origin("　", DAY, DAY, DAY, "")
    with pytest.raises(ValueError, match="before it starts"):
        Origin("云溪县", DAY, date(2025, 3, 7), DAY, "")
