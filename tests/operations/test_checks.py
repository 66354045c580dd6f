"""Each start-up check fails where it should, and says what to do in both languages."""

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from evenborn.presentation.words import catalogue
from evenborn.site import checks
from evenborn.site.checks import Level, of_configuration, of_files
from evenborn.site.config import Config
from house.tree import parsed
from offices import SERVER, Office


@pytest.mark.parametrize(
    ("options", "code", "level"),
    [
        ({}, "", None),
        ({"hosts": ["*"]}, "hosts-open", Level.REFUSED),
        ({"hosts": [".example"]}, "hosts-open", Level.REFUSED),
        ({"mode": "demonstration", "hosts": ["srb.example"]}, "mode-outside", Level.REFUSED),
        ({"mode": "test", "listen": "10.0.0.1"}, "mode-outside", Level.REFUSED),
        ({"https": False, "listen": "10.0.0.1"}, "https-off-outside", Level.REFUSED),
        ({"https": False, "hosts": ["srb.example"]}, "https-off-outside", Level.REFUSED),
        ({"https": False}, "https-off", Level.WARNING),
        ({"hosts": ["srb.example"]}, "", None),
    ],
)
def test_unsafe_options_are_refused(options: dict[str, object], code: str, level: Level | None) -> None:
    found = {finding.code: finding.level for finding in of_configuration(Config(**options))}  # type: ignore[arg-type]
    assert found.get(code) == (level or Level.FINE)


def fit(folder: Path) -> Config:
    (folder / "keys").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    secret = folder / "keys/cookie_secret"
    secret.write_text("a" * 64)
    secret.chmod(0o600)
    return Config(folder=folder)


def break_nothing(_config: Config) -> None: ...


def open_key(config: Config) -> None:
    (config.keys_folder / "cookie_secret").chmod(0o640)


def shorten(config: Config) -> None:
    (config.keys_folder / "cookie_secret").write_text("short")


def lose_key(config: Config) -> None:
    (config.keys_folder / "cookie_secret").unlink()


def open_folder(config: Config) -> None:
    config.folder.chmod(0o755)


def cut_restore_short(config: Config) -> None:
    (config.folder / checks.RESTORING).touch()


@pytest.mark.parametrize(
    ("breaking", "code"),
    [
        (break_nothing, ""), (open_key, "keys-open"), (shorten, "secret-short"), (lose_key, "no-keys"),
        (open_folder, "folder-open"), (cut_restore_short, "restore-cut-short"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_files_is_found(
    tmp_path: Path, breaking: Callable[[Config], None], code: str
) -> None:
    config = fit(tmp_path / "data")
    breaking(config)
    refused = [finding.code for finding in of_files(config) if finding.level is Level.REFUSED]
    assert refused == ([code] if code else [])


def test_keys_inside_the_data_are_warned_of(tmp_path: Path) -> None:
    config = fit(tmp_path / "data")
    assert "keys-in-data" in {finding.code for finding in of_files(config)}
    (config.folder / "keys").rename(tmp_path / "keys")
    apart = config.model_copy(update={"keys": tmp_path / "keys"})
    assert "keys-in-data" not in {finding.code for finding in of_files(apart)}


def test_every_finding_has_words_and_every_words_their_finding(project: Path) -> None:
    written = set()
    for _, module in parsed(project / "src/evenborn/site", "checks.py", "store_checks.py"):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("fatal", "warning"):
                written.add(str(node.args[1].value))  # type: ignore[attr-defined]
    worded = {key.removeprefix("finding.") for key in catalogue() if key.startswith("finding.")}
    assert written == worded


def deployed(office: Office, **more: str) -> tuple[int, dict[str, str]]:
    """Exit code of ``check --deploy`` and what it found wrong: check to code."""
    done = office.run("check", "--deploy", "--json", **more)
    found = json.loads(done.stdout)["checks"]
    return done.returncode, {one["check"]: one["code"] for one in found if one["result"] != "fine"}


def test_a_new_office_may_serve(office: Office) -> None:
    code, found = deployed(office)
    assert code == 0
    assert set(found) <= {"https", "keys-apart", "pdf", "fonts", "disk"}


def test_what_refuses_is_counted(office: Office) -> None:
    (office.folder / "keys/cookie_secret").unlink()
    done = office.run("check", "--deploy")
    assert done.returncode == 2
    assert "until what is refused is mended: 1." in done.stdout


def test_an_office_that_was_never_set_up_says_what_to_do(tmp_path: Path) -> None:
    office = Office(tmp_path / "none")
    done = office.run("serve", EVENBORN_LANG="zh")
    assert done.returncode == 2
    assert "evenborn setup" in done.stderr
    assert not office.folder.exists()


def test_a_file_and_the_office_are_not_checked_at_once(office: Office) -> None:
    assert office.run("check", "births.csv", "--deploy").returncode == 2


@pytest.mark.skipif(bool(SERVER), reason="of SQLite files")
def test_stores_that_are_gone_open_or_old_are_refused(office: Office) -> None:
    (office.folder / "vault.sqlite3").unlink()
    (office.folder / "benefits.sqlite3").chmod(0o604)
    office.python(
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(\"DELETE FROM django_migrations WHERE app = 'audit'\")",
        str(office.folder / "reporters.sqlite3"),
    )
    code, found = deployed(office)
    assert code == 2
    stores = {check: why for check, why in found.items() if check.startswith("store-")}
    assert stores == {
        "store-vault": "store-gone", "store-benefits": "store-open", "store-reporters": "store-not-migrated",
    }  # fmt: skip
    assert not (office.folder / "vault.sqlite3").exists()


SET_BACK = """
import time_machine
from evenborn.site.start import start
config = start()
from evenborn.site.store_checks import of_stores
with time_machine.travel("2024-02-29 08:00 +0800", tick=False):
    print([finding.code for finding in of_stores(config) if finding.code])
"""


def test_a_clock_that_was_set_back_is_warned_of(office: Office) -> None:
    assert office.python(SET_BACK).stdout.strip() == "['clock-behind']"


CUT_OFF = """
from evenborn.site.start import start
config = start()
from django.db import connections
with connections["default"].cursor() as cursor:
    cursor.execute("UPDATE audit_head SET number = number - 1")
from evenborn.site.store_checks import of_stores
print([finding.code for finding in of_stores(config) if finding.code])
"""


def test_a_trail_that_does_not_end_where_it_says_is_refused(office: Office) -> None:
    assert "trail-broken" in office.python(CUT_OFF).stdout


def test_a_database_that_is_away_is_named_without_its_password(office: Office) -> None:
    url = "postgresql://evenborn:geheim@/none?host=/nowhere"
    done = office.run("check", "--deploy", EVENBORN_STORES__VAULT=url)
    assert done.returncode == 2
    assert not re.search("geheim|Traceback", done.stdout + done.stderr)
