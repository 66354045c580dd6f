"""Open data: pages, files and answers for everybody that say the same, and nothing else of the office."""

import csv
import hashlib
import io
import json
from html import unescape

import pyarrow as pa
import pytest
from django.test import Client
from pyarrow import csv as arrow_csv
from pytest_django import Settings

from apps.documents.reading_back import page_tables, squeezed, within, word_tables, workbook_matrix
from apps.figures.releases import scene
from apps.figures.releases.scene import LATER, analyst, released
from evenborn.apps.documents.download import Form, download
from evenborn.apps.documents.table import draw_table
from evenborn.apps.figures.models import Release
from evenborn.apps.figures.open_data.files import COLUMNS, SDMX_COLUMNS
from evenborn.apps.figures.releases import actions
from evenborn.apps.figures.releases.contents import Contents, Name
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table
from evenborn.presentation.numbers import LANGUAGES
from evenborn.site.api import urls
from people import NIWU, browser_of

pytestmark = pytest.mark.django_db(databases="__all__")

NAME = "areas-990101-delivery"
FORMS: tuple[Form, ...] = ("html", "docx", "xlsx")


@pytest.fixture
def issues() -> list[Release]:
    """A table and its correction."""
    scene.county()
    first = released(NIWU)
    scene.county(LATER)
    return [first, released(NIWU)]


@pytest.fixture
def stranger() -> Client:
    """Somebody without a login."""
    return browser_of(None)


def test_everybody_reads_the_table_that_counts_and_every_issue_before_it(
    issues: list[Release], stranger: Client
) -> None:
    home = stranger.get("/open/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert f"/open/{NAME}/2/" in home
    assert "births registered late: Late registrations." in home
    latest = stranger.get(f"/open/{NAME}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Changed against issue 1" in latest
    assert "males 612 → 614" in latest
    first = stranger.get(f"/open/{NAME}/1/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "A newer issue corrects this one" in first
    for said in (
        "104.1",
        "95% interval",
        "1,200",
        "2023",
        "complete",
        "births taken in up to batch",
        issues[0].sha256,
    ):
        assert said in first, said


def test_the_address_says_the_language_before_the_browser_does(
    issues: list[Release], stranger: Client
) -> None:
    english = stranger.get(f"/open/{NAME}/?lang=en", HTTP_ACCEPT_LANGUAGE="zh-CN")
    assert (english["Content-Language"], b"Changed against" in english.content) == ("en", True)
    chinese = stranger.get(f"/open/{NAME}/", HTTP_ACCEPT_LANGUAGE="zh-CN,en;q=0.5")
    assert "较第 1 期的改动" in chinese.content.decode()
    assert "男 612→614" in chinese.content.decode()
    assert "Accept-Language" in chinese["Vary"]


def test_a_file_is_kept_a_while_and_not_sent_twice(issues: list[Release], stranger: Client) -> None:
    answer = stranger.get(f"/open/{NAME}/2/sdmx?lang=en")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert f'filename="{NAME}-2.sdmx.csv"' in answer["Content-Disposition"]
    again = stranger.get(f"/open/{NAME}/2/sdmx?lang=en", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    officer = browser_of(None)
    officer.cookies["sessionid"] = "x"
    assert officer.get("/open/")["Cache-Control"].startswith("private")


def sdmx(answer: bytes) -> dict[tuple[str, ...], dict[str, str]]:
    """Rows of SDMX-CSV by their dimensions, as Arrow reads them."""
    texts = arrow_csv.ConvertOptions(column_types=dict.fromkeys(SDMX_COLUMNS, pa.string()))
    rows = arrow_csv.read_csv(io.BytesIO(answer), convert_options=texts).to_pylist()
    return {(row["REF_AREA"], row["TIME_PERIOD"], row["SEX"], row["BIRTH_ORDER"]): row for row in rows}


def test_sdmx_csv_read_by_another_program_gives_the_numbers_of_the_table(
    issues: list[Release], stranger: Client
) -> None:
    content = stranger.get(f"/open/{NAME}/2/sdmx?lang=en").content
    assert content.splitlines()[0].decode() == ",".join(SDMX_COLUMNS)
    found, contents = sdmx(content), issues[1].read
    assert len(found) == 4 * len(contents.lines)
    for line in contents.lines:
        area = NIWU if line.row == "_T" else line.row
        when = "2023-01-01/P3Y" if line.period == "_T" else line.period
        for sex, number in (("M", line.male), ("F", line.female), ("_T", line.births), ("_Z", line.ratio)):
            row = found[area, when, sex, "_T"]
            assert row["OBS_VALUE"] == ("" if number is None else str(number))
            assert (row["STRUCTURE"], row["STRUCTURE_ID"]) == ("dataflow", "EVENBORN:BIRTHS_BY_AREA(1.0.0)")
            assert (row["OBS_STATUS"] in "QN") == (number is None)
            assert (row["CONF_STATUS"] == "C") == (row["OBS_STATUS"] == "Q")
    withheld = [row for row in found.values() if row["OBS_STATUS"] == "Q"]
    assert {row["REF_AREA"] for row in withheld} >= {"990101005"}
    assert len({row["CONF_STATUS"] for row in withheld}) == 1  # small, or hiding another: not said


def test_csv_has_one_line_for_each_of_the_table_with_all_that_a_ratio_needs(
    issues: list[Release], stranger: Client
) -> None:
    text = stranger.get(f"/open/{NAME}/2/csv?lang=zh").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["male"] for row in rows] == [
        "" if line.male is None else str(line.male) for line in issues[1].read.lines
    ]
    for row in rows:
        needed = ("births", "interval_lower", "interval_upper", "period", "source", "complete")
        assert not row["ratio"] or all(row[name] for name in needed)


def test_words_that_a_spreadsheet_would_run_stay_words(issues: list[Release]) -> None:
    from evenborn.apps.figures.open_data.files import _safe

    for word in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
        assert _safe(word) == f"'{word}"
    assert (_safe("霓坞区"), _safe(12), _safe(None)) == ("霓坞区", 12, None)


def test_json_and_the_interface_say_the_same_and_the_hash_can_be_checked(
    issues: list[Release], stranger: Client
) -> None:
    file = json.loads(stranger.get(f"/open/{NAME}/2/json").content)
    answer = stranger.get(f"/api/v1/open/releases/{NAME}/2")
    assert answer.json() == file
    assert stranger.get(f"/api/v1/open/releases/{NAME}").json() == file
    text = json.dumps(file["contents"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == file["sha256"] == issues[1].sha256
    assert file["changes"][0]["numbers"][0] == {"name": "male", "before": 612, "after": 614}
    assert [one["issue"] for one in stranger.get("/api/v1/open/releases").json()] == [2, 1]
    assert answer["Cache-Control"] == "public, max-age=300"


def test_the_table_is_the_same_on_the_page_in_the_workbook_and_on_paper(
    issues: list[Release], stranger: Client
) -> None:
    table = statutory_table(issues[1].read, standing_of(issues[1]))
    for language in LANGUAGES:
        files: dict[Form, bytes] = {form: download(table, form, language).content for form in FORMS}
        (printed,), (word,) = page_tables(files["html"]), word_tables(files["docx"])
        page = stranger.get(f"/open/{NAME}/2/?lang={language}").content
        assert page_tables(page) == [printed]
        assert word == printed
        sheet = workbook_matrix(files["xlsx"])
        assert within(printed, sheet)
        for note in draw_table(table, language).sheets[0].notes:
            for text in (
                page.decode(),
                files["html"].decode(),
                "".join(cell for row in sheet for cell in row),
            ):
                assert squeezed(note) in squeezed(unescape(text))


def test_a_withdrawn_issue_says_so_and_hands_its_numbers_out_no_more(
    issues: list[Release], stranger: Client
) -> None:
    actions.withdraw_release(
        issues[1], by=analyst(name="second"), because="wrong-source", explanation="Made of a test file."
    )
    page = stranger.get(f"/open/{NAME}/2/?lang=en").content.decode()
    assert "This issue was withdrawn on" in page
    assert "Made of a test file." in page
    assert "614" not in page
    assert stranger.get(f"/open/{NAME}/2/csv").status_code == 410
    assert stranger.get(f"/api/v1/open/releases/{NAME}/2").json()["contents"] is None
    assert stranger.get(f"/api/v1/open/releases/{NAME}").json()["issue"] == 1
    assert "withdrawn" in stranger.get("/open/?lang=en").content.decode()
    scene.county(LATER)
    assert released(NIWU).number == 3


def test_nothing_else_of_the_office_is_told(issues: list[Release], stranger: Client) -> None:
    for path in ("/open/", f"/open/{NAME}/", "/open/dictionary/", f"/open/{NAME}/2/html"):
        page = stranger.get(path).content.decode()
        for secret in ("first of", "second of", "/figures/", "/access/", "csrfmiddlewaretoken"):
            assert secret not in page, (path, secret)
    for path in ("/open/x/", f"/open/{NAME}/9/", f"/open/{NAME}/1/pdf", "/open/areas-9901-delivery/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post("/open/").status_code == 405
    assert stranger.get("/api/v1/open/releases/..%2f/1").status_code in (404, 422)


def test_no_other_address_of_programs_opens_without_a_token() -> None:
    public = {str(one.pattern) for one in urls[0] if str(one.pattern).startswith("open/")}
    assert public == {"open/releases", "open/releases/<name>", "open/releases/<name>/<number>"}


def test_an_option_switches_it_off(issues: list[Release], stranger: Client, settings: Settings) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"open_data": False})
    for path in ("/open/", f"/open/{NAME}/", f"/open/{NAME}/1/csv", "/api/v1/open/releases"):
        assert stranger.get(path).status_code == 404


def test_a_release_keeps_the_names_of_its_day() -> None:
    scene.county()
    contents = released(NIWU).read
    renamed = Contents.of(contents.text()).names | {NIWU: Name("Other", "其他")}
    assert contents.name("_T") != renamed[NIWU]
    assert contents.names["delivery"].en
