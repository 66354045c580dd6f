"""Triggers that refuse to change or delete what was released or withdrawn, in the words of each database."""

from collections.abc import Iterator
from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

__all__ = ["forbid_changes"]

_SAID: Final = "What was released never changes."
_SQLITE: Final = """
CREATE TRIGGER {table}_no_{low} BEFORE {verb} ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{said}'); END
"""
_POSTGRESQL: Final = """
CREATE FUNCTION figures_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'What was released never changes.'; END $$;
CREATE TRIGGER figures_release_frozen BEFORE UPDATE OR DELETE ON figures_release
FOR EACH ROW WHEN (OLD.state = 'released') EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER figures_release_kept BEFORE TRUNCATE ON figures_release
FOR EACH STATEMENT EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER figures_withdrawal_frozen BEFORE UPDATE OR DELETE ON figures_withdrawal
FOR EACH ROW EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER figures_withdrawal_kept BEFORE TRUNCATE ON figures_withdrawal
FOR EACH STATEMENT EXECUTE FUNCTION figures_frozen();
"""


def forbid_changes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL)
        return
    for statement in _sqlite():
        editor.execute(statement)


_SAME_RELEASE: Final = """
EXISTS (SELECT 1 FROM figures_release AS r WHERE r.state = 'released' AND (r.id = NEW.id OR (
NEW.state = 'released' AND r."table" = NEW."table" AND r.area = NEW.area AND r.register = NEW.register
AND r.number = NEW.number)))
"""
_SAME_WITHDRAWAL: Final = """
EXISTS (SELECT 1 FROM figures_withdrawal AS w WHERE w.id = NEW.id OR w.release_id = NEW.release_id)
"""


def _sqlite() -> Iterator[str]:
    """Against changes and deletions, and against REPLACE, which deletes without a word to the others."""
    for table, when in (("figures_release", "OLD.state = 'released'"), ("figures_withdrawal", "1")):
        for verb in ("UPDATE", "DELETE"):
            yield _SQLITE.format(table=table, verb=verb, low=verb.lower(), when=when, said=_SAID)
    for table, when in (("figures_release", _SAME_RELEASE), ("figures_withdrawal", _SAME_WITHDRAWAL)):
        yield _SQLITE.format(table=table, verb="INSERT", low="replace", when=when, said=_SAID)
