"""Options: from where they come, and what is said of one that cannot be used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.presentation.words import catalogue, sentence
from evenborn.registers.refusal import Refusal
from evenborn.site.config import Config
from evenborn.site.options import options_of, read


def refusal_of(environment: dict[str, str]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read(Config, environment)
    for language in ("en", "zh"):
        assert sentence(refused.value, language)
    return refused.value


def test_nearer_places_win(tmp_path: Path) -> None:
    toml = tmp_path / "office.toml"
    toml.write_text('port = 9000\nhosts = ["srb.example"]\nworkers = 3\n[stores]\nvault = "/srv/v.sqlite3"\n')
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "workers").write_text("5\n")
    (secrets / "stores__benefits").write_text("postgresql://u:secret@db/benefits\n")
    (secrets / ".hidden").write_text("no option")
    environment = {
        "EVENBORN_CONFIG": str(toml), "EVENBORN_SECRETS": str(secrets), "EVENBORN_PORT": "9001",
        "EVENBORN_LANG": "zh", "PATH": "/bin",
    }  # fmt: skip
    config = read(Config, environment)
    assert (config.port, config.hosts, config.workers) == (9001, ("srb.example",), 3)
    assert config.stores.vault == "/srv/v.sqlite3"
    assert config.stores.benefits == "postgresql://u:secret@db/benefits"
    assert config.idle_minutes == 30


def test_names_are_parted_by_commas() -> None:
    assert read(Config, {"EVENBORN_HOSTS": "a.example, 10.0.0.1"}).hosts == ("a.example", "10.0.0.1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"), ("PORT", "eighty"), ("MODE", "prod"), ("HTTPS", "perhaps"), ("WORKERS", "65"),
        ("HOSTS", ""), ("HOSTS", "http://a.example"), ("HOSTS", "a b"), ("AREA", "62x"), ("LANGUAGE", "fr"),
        ("TIME_ZONE", "Mars/Olympus"), ("TIME_ZONE", "../../etc/passwd"), ("LISTEN", "example.org"),
        ("IDLE_MINUTES", "4"), ("STORES__VAULT", "mysql://host/db"), ("UPLOAD_MEGABYTES", "1e9"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place(name: str, value: str) -> None:
    refusal = refusal_of({f"EVENBORN_{name}": value})
    assert refusal.code == "option-value"
    assert refusal.facts["where"] == f"EVENBORN_{name}"
    assert refusal.facts["option"] == name.lower().replace("__", ".")
    assert refusal.facts["allowed"]


def test_an_unknown_option_names_the_nearest(tmp_path: Path) -> None:
    assert refusal_of({"EVENBORN_HOST": "a"}).facts["nearest"] == "hosts"
    toml = tmp_path / "office.toml"
    toml.write_text("[stores]\nvalut = ''\n")
    refusal = refusal_of({"EVENBORN_CONFIG": str(toml)})
    assert (refusal.code, refusal.facts["nearest"]) == ("option-unknown", "stores.vault")
    assert refusal.facts["where"] == str(toml)


def test_a_password_is_never_repeated() -> None:
    refusal = refusal_of({"EVENBORN_STORES__VAULT": "mysql://u:geheim@host/db"})
    assert "geheim" not in sentence(refusal, "en") + str(refusal.facts)


@pytest.mark.parametrize(
    ("content", "code"), [(b"port = ", "options-no-toml"), (b"\xff", "options-unreadable")]
)
def test_a_spoilt_file_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    toml = tmp_path / "office.toml"
    toml.write_bytes(content)
    assert refusal_of({"EVENBORN_CONFIG": str(toml)}).code == code


@pytest.mark.parametrize("name", ["EVENBORN_CONFIG", "EVENBORN_SECRETS"])
def test_a_place_that_is_not_there_is_no_silence(tmp_path: Path, name: str) -> None:
    refusal = refusal_of({name: str(tmp_path / "gone")})
    assert (refusal.code, refusal.facts["cause"]) == ("options-unreadable", "ENOENT")


VARIABLES = st.sampled_from([option.variable for option in options_of(Config).values()])


@given(st.dictionaries(VARIABLES, st.text(max_size=40), max_size=3))
def test_whatever_is_written_gives_options_or_a_sentence(given_variables: dict[str, str]) -> None:
    said = ""
    try:
        read(Config, given_variables)
    except Refusal as refusal:
        said = sentence(refusal, "zh")
    assert not said or any(variable in said for variable in given_variables)


def test_every_option_has_its_meaning_in_both_languages() -> None:
    options = options_of(Config)
    worded = {key.removeprefix("option.") for key in catalogue() if key.startswith("option.")}
    assert worded == set(options)


def rows_of(document: str) -> dict[str, list[str]]:
    """Rows of the table of options: name in code to the other cells."""
    table = document.partition("|---|---|---|---|\n")[2]
    rows = [line.strip("|").split(" | ") for line in table.splitlines()]
    return {row[0].strip(" `"): [cell.strip(" |`") for cell in row[1:]] for row in rows}


@pytest.mark.parametrize(("ending", "language"), [(".md", "en"), (".zh.md", "zh")])
def test_every_option_is_documented_as_it_is(project: Path, ending: str, language: str) -> None:
    rows = rows_of((project / f"docs/operate/configuration{ending}").read_text("utf-8"))
    wanted = {
        name: [option.allowed, option.default, catalogue()[f"option.{name}"][language]]  # type: ignore[index]
        for name, option in options_of(Config).items()
    }
    assert rows == wanted
