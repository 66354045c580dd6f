"""What was understood of a sender's headers is there for the next file, and for that sender only."""

from pathlib import Path

import pytest

from evenborn.registers.refusal import Refusal
from evenborn.registers.senders import Senders, home


def test_each_sender_and_register_has_a_memory_of_its_own(tmp_path: Path) -> None:
    senders = Senders(tmp_path)
    senders.remember("delivery", "云溪/医院", {"sex": "甲"})
    senders.remember("delivery", "云溪_医院", {"sex": "乙"})
    assert senders.remembered("delivery", "云溪/医院") == {"sex": "甲"}
    assert senders.remembered("delivery", "云溪_医院") == {"sex": "乙"}
    assert senders.remembered("household", "云溪/医院") == {}


@pytest.mark.parametrize("sender", ["../../escape", "/etc/passwd", "..", "a\0b", "名" * 300])
def test_no_name_of_a_sender_leads_out_of_the_folder(sender: str, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    Senders(inside).remember("delivery", sender, {"sex": "甲"})
    assert Senders(inside).remembered("delivery", sender) == {"sex": "甲"}
    assert [path for path in tmp_path.rglob("*") if path.is_file() and inside not in path.parents] == []


@pytest.mark.parametrize("content", ["{", "[]", '{"headers": {"sex": 1}}', ""])
def test_a_damaged_memory_is_refused_by_its_name(content: str, tmp_path: Path) -> None:
    senders = Senders(tmp_path)
    senders.remember("delivery", "a", {"sex": "甲"})
    (path,) = tmp_path.rglob("*.json")
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal, match="damaged-memory"):
        senders.remembered("delivery", "a")


def test_the_folder_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENBORN_HOME", str(tmp_path))
    assert home() == tmp_path
    monkeypatch.delenv("EVENBORN_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home() == tmp_path / "evenborn"
