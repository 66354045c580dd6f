"""``evenborn import`` and ``evenborn births-verify`` in an office of their own."""

import json
from pathlib import Path

from offices import Office

HEADER = (
    "登记号,机构代码,新生儿姓名,性别,出生时间,胎数,胎序,分娩结局,出生体重,孕周,母亲姓名,母亲证件类型,"
    "母亲证件号码,现住址区划代码,孩次,登记时间"
)
ROW = (
    "2025-{:06},YX990101,李梅之{},{},2025-03-08 14:05,1,1,活产,3250,39,李梅,护照,E{:08},990101001,1,"
    "2025-03-08 20:30"
)
SENDER = """
from evenborn.site.start import start
start()
from evenborn.apps.intake.models import Sender
Sender.objects.create(code="YX990101", name="Hospital", kind="facility", area="990101")
"""
WANTED = ("--register", "delivery", "--sender", "YX990101")


def test_a_file_is_received_checked_and_taken_in_and_counts_agree(office: Office, tmp_path: Path) -> None:
    office.python(SENDER)
    file, bad = tmp_path / "三月.csv", tmp_path / "bad.csv"
    rows = [ROW.format(1, "女", "女", 1), ROW.format(2, "子", "男", 2), ROW.format(3, "女", "?", 3)]
    file.write_text("\n".join([HEADER, *rows]), "utf-8")
    waits, taken, again, agrees, nobody = office.run_each(
        ("import", str(file), *WANTED, "--bad", str(bad)),
        ("import", str(file), *WANTED, "--accept", "--json"),
        ("import", str(file), *WANTED, "--accept"),
        ("births-verify", "--register", "delivery"),
        ("import", str(file), "--register", "delivery", "--sender", "NOBODY"),
    )
    assert waits.returncode == 3, waits.stderr
    assert "waits for a decision" in waits.stdout
    assert "?" in bad.read_text("utf-8-sig")
    assert taken.returncode == 3, taken.stderr
    assert json.loads(taken.stdout) | {"batch": 0} == {
        "batch": 0, "state": "accepted", "rows": 3, "rejected": 1, "new": 2, "replaced": 0, "unchanged": 0,
        "doubled": 0,
    }  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert "is here already" in again.stdout
    assert agrees.returncode == 0, agrees.stdout
    assert "agrees. 2 sealed records" in agrees.stdout
    assert nobody.returncode == 2
    assert "NOBODY" in nobody.stderr
