"""Descriptions that the tests of documents share; every person in them is invented."""

from dataclasses import replace
from datetime import date

from evenborn.apps.documents.book import BookEntry, RegisterBook
from evenborn.apps.documents.cells import Count, Day, Entry, Missing, Ratio, Share, Suppressed, Text
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.letter import DocumentNumber, OfficialLetter, Part
from evenborn.apps.documents.table import StatutoryTable
from evenborn.apps.documents.wording import Both
from evenborn.registers.period import Period

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "calendar-year", "2025")
MADE = date(2026, 1, 5)

HEADS = (
    Head(Both("Live births", "活产数"), (Head(Both("boys", "男")), Head(Both("girls", "女")))),
    Head(Both("Sex ratio at birth", "出生人口性别比"), kind="ratio"),
    Head(
        Both("Registration", "登记情况"),
        (
            Head(Both("in time", "及时登记率")),
            Head(Both("last entry", "末次登记")),
            Head(Both("remarks", "备注")),
        ),
    ),
)

SEXES = (Both("boys", "男"), Both("girls", "女"))
ORDERS = (Head(Both("first", "一孩")), Head(Both("second and later", "二孩及以上")))


def statutory() -> StatutoryTable:
    """A small table with every kind of cell, merged headings above and beside."""
    return StatutoryTable(
        title=Both("Live births by area, sex and order", "分地区、性别、孩次活产情况"),
        period=YEAR,
        source=Both("Delivery registers", "住院分娩登记"),
        unit=Both("births", "例"),
        made=MADE,
        heads=HEADS,
        corner=(Both("Area", "地区"), Both("Order", "孩次")),
        sides=(Head(Both("Ganzhou", "甘州区"), ORDERS), Head(Both("All areas", "全市合计"))),
        rows=(
            (
                Count(5200), Count(4429), Ratio.of(5200, 4429), Share(0.55904), Day(date(2025, 12, 31)),
                Text(Both("by hand", "人工核对")),
            ),
            (Suppressed(), Count(8), Suppressed(), Missing(), Missing(), Text("=1+1")),
            (
                Count(484382), Count(453841), Ratio.of(484382, 453841), Share(1.0, 0), Day(date(2026, 1, 1)),
                Text(""),
            ),
        ),
        code=Both("HEALTH 12", "卫统12表"),
        issuer=Both("Provincial Health Commission", "省卫生健康委员会"),
        approval=Both("PS [2025] 3", "省统字〔2025〕3号"),
        reporter=Both("City Health Commission", "市卫生健康委员会"),
        cut_off=date(2026, 1, 3),
        notes=(Both("Areas as of the end of the year.", "行政区划以年末为准。"),),
        signers=(Both("Head of the unit", "单位负责人"), Both("Compiled by", "填表人")),
    )  # fmt: skip


def of_rows(
    rows: tuple[tuple[Entry, ...], ...], sides: tuple[Head, ...] = (), levels: int = 0
) -> StatutoryTable:
    """A table of plain columns, as many as the rows have cells."""
    heads = tuple(Head(f"c{number}") for number in range(len(rows[0])))
    corner = tuple(f"k{number}" for number in range(levels))
    return replace(statutory(), heads=heads, corner=corner, sides=sides, rows=rows)


def wide(columns: int) -> StatutoryTable:
    """The small table with further columns of counts."""
    table = statutory()
    further = tuple(Head(Both(f"Further {number}", f"附加{number}")) for number in range(columns))
    cells = tuple(Count(1_000_000 + number) for number in range(columns))
    return replace(table, heads=(*HEADS, *further), rows=tuple((*row, *cells) for row in table.rows))


def long(groups: int) -> StatutoryTable:
    """One heading beside many groups of three rows, over several pages."""
    inner = tuple(Head(f"town {number}", (Head("a"), Head("b"), Head("c"))) for number in range(groups))
    rows = tuple((Count(10_000 + row), Count(20_000 + row)) for row in range(3 * groups))
    table = of_rows(rows, (Head("district", inner),), levels=3)
    return replace(table, notes=())


def letter(*, upward: bool = True, repeated: int = 1) -> OfficialLetter:
    """A notice with every level of paragraphs."""
    body = [
        Part(Both("The ratio of the city was 117.4.", "全市出生人口性别比为117.4，现将有关事项通知如下。"))
    ]
    for _ in range(repeated):
        body += [
            Part(Both("Inspect", "依法检查"), 1),
            Part(Both("By plan.", "按计划开展。"), 2, Both("Every county reports.", "各县（区）按月报送。")),
            Part(Both("Two officers sign.", "由两名执法人员签名。"), 3),
            Part(Both("Photographs are enclosed.", "附照片。"), 4),
            Part(Both("A copy is left.", "副本留存。"), 4),
            Part(Both("Correct", "规范登记"), 1),
            Part(Both("Differences go back to their owners.", "比对差异退回数据所属单位核对更正。")),
        ]
    return OfficialLetter(
        issuer=Both("City Health Commission", "张掖市卫生健康委员会"),
        number=DocumentNumber(Both("CHC", "张卫发"), 2026, 12),
        title=Both("Notice on births", "关于做好出生登记工作的通知"),
        to=(Both("County bureaus", "各县（区）卫生健康局"), Both("institutions", "委属各单位")),
        body=tuple(body),
        signed=date(2026, 3, 9),
        signer=Both("Wang Ping", "王平") if upward else "",
        attachments=(Both("Plan", "检查计划"), Both("Contacts", "联系人名单")),
        note=Both("Contact: Li Na", "联系人：李娜"),
        copies=(Both("City government", "市人民政府办公室"), Both("police", "市公安局")),
        printer=Both("Office of the commission", "市卫生健康委员会办公室"),
    )


def book(entries: int = 34, *, lines: int = 15, brought: tuple[int, ...] = (120, 61)) -> RegisterBook:
    """A delivery register of its volume two."""
    columns = (
        Head(Both("Day", "日期")),
        Head(Both("Residence", "居住地"), (Head(Both("county", "县区")), Head(Both("township", "乡镇")))),
        Head(Both("Newborns", "新生儿"), tuple(Head(sex, summed=True) for sex in SEXES)),
        Head(Both("Registrar", "登记人")),
    )
    written = tuple(
        BookEntry(
            101 + at,
            (
                Day(date(2025, 3, 1 + at % 28)),
                Text("甘州区"),
                Text("𠮷镇㐂村"),
                Count(at % 2),
                Missing() if at == 2 else Count((at + 1) % 2),
                Text(Both("Li", "李医生")),
            ),
        )
        for at in range(entries)
    )
    return RegisterBook(
        title=Both("Delivery register", "住院分娩实名登记本"),
        institution=Both("City hospital", "市人民医院"),
        period=Period(date(2025, 3, 1), date(2025, 3, 31), "month", "2025-03"),
        made=MADE,
        columns=columns,
        entries=written,
        first=101,
        lines=lines,
        brought=brought,
    )
