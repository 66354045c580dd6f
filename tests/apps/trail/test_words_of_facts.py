"""What the pages of the trail say of months, years, registers, tables and problems: words, never codes."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from evenborn.apps.audit.chain import Fact, facts_text
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.naming import facility_tables
from evenborn.apps.intake.models import Sender
from evenborn.apps.trail.sentences import Sentences
from evenborn.apps.vault.naming import drafts
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import catalogue
from evenborn.registers.definition import REGISTERS
from people import NIWU

pytestmark = pytest.mark.django_db(databases="__all__")


def said(event: str, reader: Language, **facts: Fact) -> str:
    """The sentence of an entry as a page shows it."""
    entry = Entry(actor="worker", event=event, facts=facts_text(facts))
    sentences = Sentences(reader)
    sentences.prepare([entry])
    return sentences.what(entry)


@pytest.mark.parametrize(
    ("event", "facts", "english", "chinese"),
    [
        (
            "births.begin-return",
            {"register": "termination_return", "month": "2025-03-01"},
            "began the return “monthly return of terminations” of March 2025",
            "开始填报“终止妊娠月报” 2025年3月",
        ),
        (
            "births.end-owed",
            {"register": "delivery", "until": "2025-12-01"},
            "ended what a sender owes of “delivery register” after December 2025",
            "终止报送任务“住院分娩登记”，止于 2025年12月",
        ),
        (
            "births.write-letter",
            {"kind": "reminder", "number": 1200, "year": 2025},
            "wrote letter 1,200 of 2025 (reminder)",
            "生成 2025 年第 1,200 号函（催报）",
        ),
        (
            "matching.begin-run",
            {"number": 3, "purpose": "correcting-registers", "registers": "delivery, immunisation"},
            "began comparison 3 of delivery register, first immunisations: correcting registers",
            "发起第 3 次比对（住院分娩登记、儿童预防接种（首剂）登记），用途：更正登记",
        ),
        (
            "documents.print",
            {"table": "areas", "form": "docx", "language": "zh", "sha256": "ab"},
            "printed the table Areas of the office as Word (Chinese; SHA-256 ab)",
            "打印报表 行政区划一览表，格式 Word（中文；SHA-256 ab）",
        ),
        (
            "intake.keep-problem",
            {"number": 4, "code": "old-excel"},
            "could not use the file of batch 4 (the old Excel format (.xls))",
            "第 4 批文件无法使用（旧版 Excel 格式（.xls））",
        ),
        (
            "intake.enter-batch",
            {"number": 5, "entry": "birth", "entry_reason": "care-first"},
            (
                "entered batch 5 by hand: birth; reason for being late or corrected: "
                "care of mother or child came first"
            ),
            "逐例录入第 5 批（分娩登记），迟登或更正原因：抢救、转诊等医疗处置优先",
        ),
        (
            "vault.correct-record",
            {"record": "", "version": 2, "fields": "sex, weight"},
            "corrected —, now version 2; fields: sex, birth weight (g)",
            "更正 —，现为第 2 版；更正字段：性别、出生体重（克）",
        ),
        (
            "vault.count-anew",
            {"register": "delivery", "purpose": "facility-table"},
            (
                "opened the records of the register “delivery register” to count or compare them "
                "(births by facility); no value left the program"
            ),
            "打开登记“住院分娩登记”的密封档案进行清点或比对（机构出生汇总），未输出任何内容",
        ),
    ],
)
def test_codes_are_said_as_words(event: str, facts: dict[str, Fact], english: str, chinese: str) -> None:
    assert (said(event, "en", **facts), said(event, "zh", **facts)) == (english, chinese)


def test_a_facility_is_named_by_its_code() -> None:
    Sender.objects.create(code="990101001", name="泥乌区医院", kind="facility", area=NIWU)
    assert "泥乌区医院" in said("vault.prepare-line", "en", facility="990101001")


@pytest.mark.parametrize("month", ["soon", "2025-13-01", "", None, 7])
def test_a_month_that_is_none_is_said_as_it_was_kept(month: Fact) -> None:
    shown = said("births.save-return", "en", register="gone", month=month)
    assert shown == f"saved a draft of the return “gone” of {'—' if month in ('', None) else month}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_register_and_every_problem_of_a_file_has_a_name(language: Language) -> None:
    for register in REGISTERS:
        assert f"“{register}”" not in said(
            "intake.take-return", language, register=register, number=1, way="page"
        )
    families = ("refusal.fhir-", "refusal.intake-table-", "refusal.intake-file-")
    of_files = [key.removeprefix("refusal.") for key in catalogue() if key.startswith(families)]
    assert len(of_files) > 10
    for code in of_files:
        if code != "intake-file-empty":  # such a file never becomes a batch
            assert f"({code})" not in said("intake.keep-problem", "en", number=1, code=code)


def test_every_program_that_acts_has_a_name() -> None:
    source = Path(str(files("evenborn")))
    called = re.compile(r"^(?!.*>>>).*\bprogram\(\"([^\"]+)\", Permission", re.MULTILINE)
    programs = {name for file in source.rglob("*.py") for name in called.findall(file.read_text("utf-8"))}
    assert len(programs) > 5
    for name in programs:
        entry = Entry(actor=name, event="trail.open", facts="{}")
        assert Sentences("en").actor(entry) != name
        assert Sentences("zh").actor(entry) != name


def test_drafts_and_tables_are_named() -> None:
    assert drafts(["3"], "zh") == {"3": "草稿第 3 号"}
    assert facility_tables(["3", "x"], "en") == {}
