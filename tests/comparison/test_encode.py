"""What leaves an owner's machine, and what it may not hold."""

import csv
import json
import stat
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from comparison.registers import COMMON, ON, write
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.comparison.encode import Encoded, encode
from evenborn.comparison.encoding_file import FORMAT, OF_RECORD, is_encoding, read_description
from evenborn.comparison.entries import MOST_OF_BLOCK
from evenborn.comparison.keys import new_key, read_key, write_key
from evenborn.comparison.traits import TRAITS
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal

BIRTHS = [
    {
        "mother_name": f"{name}丽",
        "newborn_name": f"{name}小宝",
        "weight": str(3000 + place),
        "mother_id_number": "",
    }
    for place, name in enumerate("赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕")
]


@pytest.fixture
def encoded(tmp_path: Path) -> Path:
    file = write(tmp_path, "delivery", BIRTHS)
    encode(file.path, register("delivery"), ON, bytes(32), tmp_path / "x.parquet", tmp_path / "own.csv")
    return tmp_path / "x.parquet"


def test_no_name_number_or_place_of_birth_is_in_it(encoded: Path) -> None:
    table = pq.read_table(encoded)
    texts = {str(value) for name in table.schema.names for value in table.column(name).to_pylist()}
    for birth in BIRTHS:
        assert (
            not {birth["mother_name"], birth["newborn_name"], COMMON["facility"], COMMON["residence"]} & texts
        )
    metadata = b"".join(table.schema.metadata.values())
    for secret in ("丽", "小宝", "YX620001", "990101001", "d19", "delivery.csv"):
        assert secret.encode() not in metadata + b" ".join(text.encode() for text in texts)


def test_the_columns_in_clear_are_those_of_the_statistics(encoded: Path) -> None:
    table = pq.read_table(encoded)
    clear = [
        name for name in table.schema.names if name not in TRAITS and name not in ("record", "rule", "block")
    ]
    assert clear == [
        "sex_stated", "order_stated", "county_stated", "month_stated",
    ]  # fmt: skip
    of_record = pc.equal(table.column("rule"), OF_RECORD)
    assert set(table.filter(of_record).column("county_stated").to_pylist()) == {"990101"}


def test_the_order_of_the_file_is_gone(encoded: Path) -> None:
    with (encoded.parent / "own.csv").open(encoding="utf-8") as file:
        rows = [int(line["row"]) for line in csv.DictReader(file)]
    assert sorted(rows) == list(range(2, 22))
    assert rows != sorted(rows)
    blocks = [block for block in pq.read_table(encoded).column("block").to_pylist() if block is not None]
    assert blocks == sorted(blocks)


def test_only_the_owner_may_read_either_file(encoded: Path) -> None:
    for path in (encoded, encoded.parent / "own.csv"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def entries_of(path: Path) -> "pa.Table":
    """Rows of births under rules."""
    table = pq.read_table(path)
    return table.filter(pc.not_equal(table.column("rule"), OF_RECORD))


def made(folder: Path, births: list[dict[str, str]]) -> tuple["pa.Table", Encoded]:
    """Rows of births under rules, and what was said of the encoding."""
    file = write(folder, "delivery", births)
    found = encode(file.path, register("delivery"), ON, bytes(32), folder / "x.parquet", folder / "own.csv")
    return entries_of(folder / "x.parquet"), found


def test_rows_do_not_show_what_a_birth_lacks(tmp_path: Path) -> None:
    bare = {"mother_id_number": "", "father_name": "", "newborn_name": "", "weight": "", "residence": ""}
    rows, _ = made(tmp_path, [{"mother_name": "赵丽"}, {"mother_name": "孙梅子"} | bare])
    rules = rows.column("rule").to_pylist()
    of = rows.column("record").to_pylist()
    by_birth = [sorted(rule for rule, birth in zip(rules, of, strict=True) if birth == one) for one in (0, 1)]
    assert by_birth[0] == by_birth[1] == sorted(set(rules))
    nulls = {trait: rows.column(trait).null_count for trait in TRAITS}
    assert set(nulls.values()) == {0, len(rules)}
    assert nulls["mother_id"] == nulls["father_name_less3"] == nulls["birth_day_swapped"] == 0
    assert nulls["certificate"] == len(rules)  # the register has no such column


def test_what_is_twice_in_a_birth_is_not_seen(tmp_path: Path) -> None:
    births = [
        {"mother_name": f"{surname}婷婷", "birth_time": "2025-03-03 10:00", "mother_id_number": number}
        for surname, number in zip("赵钱孙周", ("1", "2", "3", "4"), strict=True)
    ]
    rows, _ = made(tmp_path, births)
    for one, other in (("mother_name_less2", "mother_name_less3"), ("birth_day", "birth_day_swapped")):
        pairs = zip(rows.column(one).to_pylist(), rows.column(other).to_pylist(), strict=True)
        alike = sum(left == right and left != 1 for left, right in pairs)
        assert alike <= 1  # by chance once in 65,536


def test_strangers_are_not_seen_to_share_a_block(tmp_path: Path) -> None:
    births = [
        {"mother_name": "赵丽", "mother_id_number": "990101199003074221", "father_name": "钱一"},
        {"mother_name": "孙红梅", "mother_id_number": "990101199103074229", "father_name": "李二"},
    ]  # one day, township and sex
    rows, found = made(tmp_path, births)
    assert len(set(rows.column("block").to_pylist())) == rows.num_rows
    assert sum(found.left_out) == 4  # day and township; the name of the child and day


def test_children_of_one_mother_share_blocks(tmp_path: Path) -> None:
    rows, found = made(tmp_path, [{"newborn_name": "王一"}, {"newborn_name": "王二", "birth_position": "2"}])
    assert not any(found.left_out)
    assert len(set(rows.column("block").to_pylist())) < rows.num_rows


def test_a_number_that_many_share_is_no_family(tmp_path: Path) -> None:
    many = [{"newborn_name": "", "record_number": str(number)} for number in range(MOST_OF_BLOCK + 1)]
    rows, found = made(tmp_path, many)
    assert max(found.left_out) == len(many)
    assert len(set(rows.column("block").to_pylist())) == rows.num_rows


@pytest.mark.parametrize(("number", "code"), [(1, "older-encoding"), (FORMAT + 1, "newer-encoding")])
def test_encodings_of_other_versions_are_refused(encoded: Path, number: int, code: str) -> None:
    table = pq.read_table(encoded)
    (name, content), *_ = table.schema.metadata.items()
    changed = json.dumps(json.loads(content) | {"format": number}).encode()
    pq.write_table(table.replace_schema_metadata({name: changed}), encoded)
    with pytest.raises(Refusal, match=code):
        read_description(encoded)


def test_an_encoding_says_what_it_is_and_nothing_else_does(encoded: Path, tmp_path: Path) -> None:
    assert is_encoding(encoded)
    assert read_description(encoded).register == "delivery"
    other = write(tmp_path, "household", [{}]).path
    assert not is_encoding(other)
    with pytest.raises(Refusal, match="no-encoding"):
        read_description(other)


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_damaged_encoding_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(damage)
    assert not is_encoding(path)
    with pytest.raises(Refusal, match="no-encoding"):
        read_description(path)


def test_encodings_under_two_keys_are_refused(tmp_path: Path) -> None:
    files = []
    for name, key in (("delivery", bytes(32)), ("immunisation", bytes(31) + b"1")):
        file = write(tmp_path, name, [{}])
        encode(file.path, register(name), ON, key, tmp_path / f"{name}.parquet", tmp_path / f"{name}-own.csv")
        files.append(RegisterFile(tmp_path / f"{name}.parquet", None, ON))
    with pytest.raises(Refusal, match="keys-differ"):
        compare(files)


def test_an_encoding_and_a_plain_register_are_refused(encoded: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="encoded-and-plain"):
        compare([RegisterFile(encoded, None, ON), write(tmp_path, "immunisation", [{}])])


def test_a_key_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    key = new_key()
    write_key(tmp_path / "key", key)
    assert read_key(tmp_path / "key") == key
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_key_typed_by_hand_may_be_spaced_and_large(tmp_path: Path) -> None:
    write_key(tmp_path / "key", bytes(range(32)))
    typed = (tmp_path / "key").read_text().upper().replace(" ", "  ").replace("\n", " \r\n")
    (tmp_path / "typed").write_text(typed)
    assert read_key(tmp_path / "typed") == bytes(range(32))


def test_a_slip_in_a_key_is_noticed(tmp_path: Path) -> None:
    write_key(tmp_path / "key", bytes(range(32)))
    text = (tmp_path / "key").read_text()
    (tmp_path / "slip").write_text(text.replace("0001", "0011", 1))
    with pytest.raises(Refusal, match="key-mistyped"):
        read_key(tmp_path / "slip")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    write_key(tmp_path / "key", new_key())
    with pytest.raises(Refusal, match="key-exists"):
        write_key(tmp_path / "key", new_key())


@pytest.mark.parametrize("content", [b"", b"evenborn key 1\n", b"\xff\xfe\x00", b"something else\n00"])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(Refusal, match="no-key"):
        read_key(tmp_path / "key")
