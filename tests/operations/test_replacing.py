"""A restore that replaces: what the backup does not have goes; what cannot be loaded changes nothing."""

import json
from pathlib import Path

import psycopg
import pytest

from evenborn.registers.refusal import Refusal
from evenborn.site.backup.postgresql import dump, load_dump
from offices import SERVER, Office
from operations.test_backup import backed_up, codes, content_of

BESIDE = """
from evenborn.site.start import start
start()
from django.db import connections
with connections["default"].cursor() as cursor:
    cursor.execute("CREATE TABLE later (id integer PRIMARY KEY, head integer REFERENCES audit_head (id))")
    cursor.execute("INSERT INTO later VALUES (1, 1)")
    cursor.execute("CREATE VIEW later_seen AS SELECT later.id FROM later JOIN access_department d ON true")
"""
TABLES = """
import json
from evenborn.site.start import start
start()
from django.db import connections
with connections["default"].cursor() as cursor:
    print(json.dumps(sorted(one.name for one in connections["default"].introspection.get_table_list(cursor))))
"""


def test_what_the_backup_does_not_have_is_gone_after_replacing(office: Office) -> None:
    before = json.loads(office.python(TABLES).stdout)
    path = backed_up(office)
    office.python(BESIDE)
    assert json.loads(office.python(TABLES).stdout) == sorted([*before, "later", "later_seen"])
    done = office.run("restore", str(path), "--replace")
    assert done.returncode == 0, done.stderr
    assert json.loads(office.python(TABLES).stdout) == before
    assert codes(office, ("audit", "verify"), ("check", "--deploy")) == [0, 0]


@pytest.mark.skipif(not SERVER, reason="of PostgreSQL")
@pytest.mark.parametrize("spoil", ["cut", "refoffice"])
def test_a_store_that_cannot_be_loaded_stays_as_it_was(office: Office, tmp_path: Path, spoil: str) -> None:
    url, path = office.databases["office"], tmp_path / "office.dump"
    with psycopg.connect(url) as server:
        snapshot = server.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        dump(url, snapshot[0], path)
    office.python(BESIDE)
    before = content_of(office)
    if spoil == "cut":
        path.write_bytes(path.read_bytes()[:-2000])
    else:
        with psycopg.connect(url) as server:
            server.execute("CREATE FUNCTION refuse() RETURNS event_trigger AS $$ BEGIN RAISE EXCEPTION "
                           "'no index today'; END $$ LANGUAGE plpgsql")  # fmt: skip
            server.execute("CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE INDEX') "
                           "EXECUTE FUNCTION refuse()")  # fmt: skip
    with pytest.raises(Refusal, match="postgresql-tool-failed") as refoffice:
        load_dump(url, path, replace=True)
    assert (spoil == "cut") == ("no index today" not in str(refoffice.value.facts))
    assert content_of(office) == before
