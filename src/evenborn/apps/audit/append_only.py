"""Triggers that refuse to change or delete an entry, in the words of each database."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

__all__ = ["add_head", "forbid_changes", "forbid_replacing"]

_SQLITE = """
CREATE TRIGGER audit_entry_no_{low} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END
"""
_SQLITE_REPLACE = """
CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number OR hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END
"""
_POSTGRESQL = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The audit trail is append-only.'; END $$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""


def forbid_changes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL)
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(_SQLITE.format(verb=verb, low=verb.lower()))


def forbid_replacing(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the trigger against SQLite's REPLACE, which deletes without a word to the others."""
    if editor.connection.vendor == "sqlite":
        editor.execute(_SQLITE_REPLACE)


def add_head(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the one row that says where the chain ends: nowhere yet."""
    apps.get_model("audit", "Head").objects.using(editor.connection.alias).create(id=1)
