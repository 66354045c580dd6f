"""``evenborn areas import`` as it is typed, on an office of its own."""

import json
import subprocess
from pathlib import Path

import pytest

from cli.answers import ask
from offices import Office, new_office

TABLE = "62,甘肃省\n6207,张掖市\n620702,甘州区\n"


def command(office: Office, *arguments: object, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return office.run("areas", "import", *map(str, arguments), EVENBORN_LANG=lang)


def test_a_table_and_boundaries_are_imported(tmp_path: Path) -> None:
    office = new_office(tmp_path / "data")
    table, changes, outlines = (tmp_path / name for name in ("areas.csv", "changes.csv", "map.geojson"))
    table.write_text(TABLE, "utf-8")
    changes.write_text(
        "year,type,old_code,old_name,new_code,new_name\n2002,撤地设市,622200,张掖地区,620700,张掖市\n",
        "utf-8",
    )
    ring = [[100, 38], [101, 38], [101, 39], [100, 38]]
    one = {
        "type": "Feature",
        "properties": {"code": "620700"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}))
    about = ("--source", "Atlas", "--approval-number", "GS(2024)0650", "--valid-from", "2024-01-01")
    done = command(office, table, "--changes", changes, "--boundaries", outlines, *about)
    assert done.stdout.splitlines() == [
        "areas.csv: 4 rows added, 0 changed, 0 replaced; 0 codes ended; 1 successions entered or corrected.",
        "map.geojson: 1 boundaries added, 0 changed.",
    ]
    again = command(office, table, "--changes", changes, "--boundaries", outlines, *about, lang="zh")
    assert again.stdout.splitlines() == [
        "areas.csv：内容与现有一致，未作更改。",
        "map.geojson：内容与现有一致，未作更改。",
    ]
    table.write_text("99,衡川省\n", "utf-8")
    refused = command(office, table)
    assert refused.returncode == 2
    assert "--replace" not in refused.stdout
    assert "would end 3 of the 3" in refused.stderr
    assert command(office, table, "--replace").returncode == 0


def test_an_office_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text(TABLE, "utf-8")
    refused = command(Office(tmp_path / "nowhere"), tmp_path / "areas.csv")
    assert refused.returncode == 2
    assert "evenborn setup" in refused.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "FILE"),
        (["nofile.csv"], "nofile.csv"),
        (["nofile.csv", "--boundaries", "map.geojson"], "--source"),
        (["nofile.csv", "--valid-from", "soon"], "--valid-from"),
        (["nofile.csv", "--valid-from", "2024"], "--valid-from"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_office_is_touched(typed: list[str], said: str) -> None:
    answer = ask("areas", "import", *typed, code=2)
    assert answer.out == ""
    assert said in answer.err
