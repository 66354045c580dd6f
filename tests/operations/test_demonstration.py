"""The demonstration is a whole office, made by its own actions; its pages tell what was planted."""

import re
from pathlib import Path

import pytest

from evenborn.apps.access.roles import RoleCode
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.signals import kind_name
from evenborn.presentation.verdicts import VERDICTS
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.signals.kinds import Kind
from evenborn.site.demonstration_folder import MARK, configure, fresh_folder
from operations.demonstrated import Demonstration, demonstrated, section

WAITS = {
    "states": {"checked": 2, "refused": 1, "withdrawn": 1},
    "drafts": 1,
    "returns begun": 1,
    "births entered": 4,
}
COUNTIES = tuple(f"99010{number}" for number in range(1, 7))
TOWNSHIP = "990101001"
ONE_OF_EACH = ("990101", "990103", "990106")
"""Counties of which one selects, one is quiet and one conceals."""
READERS = ("leader", "analyst")
AREA, POOLED = "/figures/{}/", "/figures/{}/?register=delivery&pool=3"
COMPARISON, OPEN, ISSUE = "/matching/runs/1/", "/open/", "/open/areas-9901-delivery/2/"
VISITS = [
    *((who, "/") for who in (*READERS, "owner", "registrar")),
    *((who, form.format(code)) for who in READERS for form in (AREA, POOLED) for code in ONE_OF_EACH),
    *((who, COMPARISON) for who in READERS), ("leader", AREA.format(TOWNSHIP)),
    ("registrar", "/matching/differences/"), ("licensing", "/signals/"), ("", OPEN), ("", ISSUE),
]  # fmt: skip
KINDS: dict[str, Kind] = {"drug-units-missing": "drug-balance"}
"""The kind of signal that shows an anomaly, where it has another name."""
both_languages = pytest.mark.parametrize("language", LANGUAGES)
each_reader = pytest.mark.parametrize("who", READERS)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration, which takes about a minute; every test of this file reads the same one."""
    return demonstrated(tmp_path_factory.mktemp("demonstration") / "demo", VISITS)


def test_it_has_a_login_for_each_role_and_a_whole_trail(demo: Demonstration) -> None:
    passwords = {password for _, password, _ in demo.told["logins"]}
    assert demo.told["waits"] == WAITS
    assert {role for *_, role in demo.told["logins"]} == set(RoleCode)
    assert len(passwords) == len(demo.told["logins"])
    told = demo.office.run("audit", "verify")
    assert told.returncode == 0, told.stdout
    counts = dict(re.findall(r"^(\w+): whole\. Entries: ([\d,]+)\.", told.stdout, re.MULTILINE))
    assert int(counts["Office"]) > 10
    assert int(counts["Vault"]) > 3
    assert not any(password in told.stdout for password in passwords)


def test_the_city_selects_conceals_and_is_quiet(demo: Demonstration) -> None:
    assert tuple(sorted(demo.counties)) == COUNTIES
    assert [demo.counties[code] for code in ONE_OF_EACH] == ["selection", "no-excess", "concealment"]


@both_languages
@each_reader
def test_the_front_page_names_each_county_under_its_truth(
    demo: Demonstration, who: str, language: Language
) -> None:
    groups = demo.page(who, "/", language).split("<li><strong>")[1:]
    found = {
        code: verdict
        for group in groups
        for verdict in VERDICTS
        if group.startswith(say(f"registration.name.{verdict}", language))
        for code in re.findall(r'href="/figures/(\d+)/[^"]*#registration"', group.split("</li>")[0])
    }
    assert found == demo.counties
    assert say("registration.next.concealment", language) in demo.text(who, "/", language)


@both_languages
@each_reader
@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_the_page_of_a_county_says_why_and_what_to_do(
    demo: Demonstration, who: str, language: Language, code: str
) -> None:
    truth, page = demo.counties[code], demo.page(who, AREA.format(code), language)
    why = section(page, "registration")
    for key in ("verdict", "next"):
        said = [one for one in VERDICTS if say(f"registration.{key}.{one}", language) in why]
        assert said == [truth], key
    assert f'href="{COMPARISON}"' in why
    headline = page.split('<p class="lead">', 1)[1].split("</p>")[0]
    high = say("reading.above", language) in headline
    assert high is (truth != "no-excess")
    assert say("cannot.why", language) in page


@both_languages
@each_reader
@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_three_years_by_order_of_birth_tell_selection_from_concealment(
    demo: Demonstration, who: str, language: Language, code: str
) -> None:
    orders = section(demo.page(who, POOLED.format(code), language), "ratio-by-order")
    later = say("registration.orders.order", language, order="2")
    rises = say("registration.orders.rises", language, later=later) in orders
    first = say("registration.orders.first-high", language) in orders
    assert (rises, first) == {
        "selection": (True, False), "concealment": (False, True), "no-excess": (False, False)
    }[demo.counties[code]]  # fmt: skip


@both_languages
def test_whoever_sees_no_small_numbers_is_led_to_the_years_that_tell(
    demo: Demonstration, language: Language
) -> None:
    code = next(code for code, truth in demo.counties.items() if truth == "selection")
    orders = section(demo.page("leader", AREA.format(code), language), "ratio-by-order")
    assert say("registration.orders.few", language) in orders
    assert f'href="{POOLED.format(code)}#ratio-by-order"'.replace("&", "&amp;") in orders


@both_languages
def test_what_cannot_be_known_is_said_to_be_so(demo: Demonstration, language: Language) -> None:
    page = demo.text("leader", AREA.format(TOWNSHIP), language)
    assert say("figures.corrected.township", language) in page
    assert say("reading.too-few", language) in page
    months = demo.text("leader", COMPARISON, language)
    assert months.count(say("registration.name.cannot-tell", language)) > 10


@both_languages
@each_reader
def test_the_comparison_has_the_verdict_of_each_county(
    demo: Demonstration, who: str, language: Language
) -> None:
    table = demo.page(who, COMPARISON, language).split('class="coverage"')[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in table.split("<tr")[-len(COUNTIES) :]]
    words = [say(f"registration.name.{demo.counties[code]}", language) for code in sorted(COUNTIES)]
    assert [" ".join(row).endswith(word) for row, word in zip(rows, words, strict=True)] == [True] * 6


@both_languages
def test_owners_have_their_differences_and_one_has_answered(demo: Demonstration, language: Language) -> None:
    """Of 24 births of the hospital the other register holds none; all are answered for."""
    assert "/matching/differences/" in demo.page("owner", "/", language)
    assert re.search(r" 24 24 24 \d{4}", demo.text("registrar", "/matching/differences/", language))


@both_languages
def test_a_table_was_released_twice_and_the_second_names_what_changed(
    demo: Demonstration, language: Language
) -> None:
    assert "areas-9901-delivery" in demo.page("", OPEN, language)
    issue = demo.text("", ISSUE, language)
    assert "24" in issue
    assert "→" in issue


@both_languages
def test_facilities_that_were_planted_are_listed(demo: Demonstration, language: Language) -> None:
    listed = demo.text("licensing", "/signals/", language)
    for one in demo.truth["anomalies"]:
        kind = kind_name(KINDS.get(one["anomaly"], one["anomaly"]), language)
        assert re.search(f"{demo.facilities[one['facility']]}.{{0,60}}{kind}", listed), one
    page = demo.page("licensing", "/signals/", language)
    assert page.count("<tr") - 1 <= 2 * len(demo.truth["anomalies"])  # and little that was not planted


@both_languages
@each_reader
def test_completeness_of_the_years_is_known(demo: Demonstration, who: str, language: Language) -> None:
    """Whoever has births in the register owed it in all three years; few months of few facilities lack."""
    for code in ONE_OF_EACH:
        told = section(demo.page(who, AREA.format(code), language), "completeness")
        shares = [float(one) for one in re.findall(r"([\d.]+)%", told)]
        assert shares, told
        assert 95 <= shares[0] <= 100


def test_it_empties_its_own_folder_and_no_other(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    fresh_folder(own)
    (own / "office.sqlite3").write_bytes(b"earlier")
    fresh_folder(own)
    assert [path.name for path in own.iterdir()] == [MARK]
    other.mkdir()
    (other / "letters.txt").write_text("dear", "utf-8")
    with pytest.raises(Refusal, match="demo-folder-taken"):
        fresh_folder(other)
    assert (other / "letters.txt").read_text("utf-8") == "dear"


def test_no_option_of_a_real_office_reaches_it(tmp_path: Path) -> None:
    environment = {
        "EVENBORN_STORES__VAULT": "postgresql://real/vault",
        "EVENBORN_LANG": "zh",
        "HOME": "/root",
    }
    configure(environment, folder=tmp_path, area="9901", port=8123)
    assert "EVENBORN_STORES__VAULT" not in environment
    assert environment["EVENBORN_MODE"] == "demonstration"
    assert environment["EVENBORN_FOLDER"] == str(tmp_path)
    assert {"EVENBORN_LANG", "HOME"} <= set(environment)
