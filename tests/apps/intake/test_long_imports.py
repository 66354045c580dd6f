"""Records of before are known again; an import that is gone takes nothing up; a list is one list."""

import pyarrow as pa
import pytest

from apps.intake import scene
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.intake.preparing import the_program
from evenborn.apps.intake.rows import Rows
from evenborn.apps.vault import listed
from evenborn.apps.vault.actions import imports
from evenborn.apps.vault.keyring import make_key, read_keyring
from evenborn.apps.vault.models import SealedRecord
from evenborn.apps.vault.options import every_keys_folder, keys_folder
from evenborn.apps.vault.record_index import read_index_key
from evenborn.apps.vault.row_layouts import named
from evenborn.apps.vault.sealing import open_sealed, seal_encoded
from evenborn.registers.definition import register
from people import CITY, actor

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_row_sealed_with_names_is_known_again() -> None:
    content = [scene.row(1), scene.row(2)]
    scene.accepted(scene.delivery(content))
    keys, index = read_keyring(keys_folder()), read_index_key(every_keys_folder())
    for record in SealedRecord.objects.regardless("a test"):  # as they were written before
        plain = named(open_sealed(record.sealed, keys.key(record.key_id), record.place))
        record.become(seal_encoded(plain, keys.current, record.place))
        record.content = index.of_content(plain)
        record.save()
    batch = scene.accepted(scene.delivery([*reversed(content), scene.row(3)]))
    assert (batch.new, batch.replaced, batch.unchanged) == (1, 0, 2)


def test_nothing_is_prepared_for_an_import_that_was_undone() -> None:
    by, definition = the_program(), register("delivery")
    imported = imports.begin_import(by=by, batch=1, register="delivery", area="629101")
    imports.undo_import(imported, by=by)
    rows = Rows(definition, "X1", read_index_key(every_keys_folder()), read_keyring(keys_folder()).current)
    _, incoming = rows.of(pa.record_batch({"record_number": ["1"], "facility": ["X1"], "sex": ["female"]}))
    with pytest.raises(NotVisible):
        imports.prepare_part(imported, by=by, rows=incoming)
    assert not SealedRecord.objects.regardless("a test").exists()


@pytest.mark.parametrize("changed", [False, True])
def test_what_was_written_ahead_is_written_anew_once_the_key_was_changed(
    changed: bool,
) -> None:
    by, definition = the_program(), register("delivery")
    imported = imports.begin_import(by=by, batch=1, register="delivery", area="629101")
    rows = Rows(definition, "X1", read_index_key(every_keys_folder()), read_keyring(keys_folder()).current)
    cells = {"record_number": ["1", "2"], "facility": ["X1", "X1"], "sex": ["female", "male"]}
    _, incoming = rows.of(pa.record_batch(cells))
    written = imports.written_new(incoming, imported, by)
    if changed:
        make_key(keys_folder())
    part = imports.prepare_part(imported, by=by, rows=incoming, written=written)
    assert part.new == 2
    keys = read_keyring(keys_folder())
    for record in SealedRecord.objects.regardless("a test"):
        assert record.key_id == keys.current.id
        assert open_sealed(record.sealed, keys.key(record.key_id), record.place)["facility"] == "X1"


@pytest.mark.parametrize("many", [0, 50_000])
def test_a_list_is_the_same_whichever_way_it_is_read(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.accepted(scene.delivery([scene.row(number) for number in range(1, 6)]))
    rows = SealedRecord.objects.regardless("a test")
    for number, record in enumerate(rows.order_by("id")):
        record.area = ("629101", "629102", "629102003", "620101", "6291")[number]
        record.save()
    monkeypatch.setattr(listed, "MANY", many)
    for area in ("", "62", CITY, "629102", "629102003", "99"):
        by = actor(RoleCode.RECORDS_KEEPER, area)
        found = list(listed.listed_records(by, Permission.VAULT_SEE))
        assert found == list(SealedRecord.objects.visible_to(by, Permission.VAULT_SEE))
        expected = [one for one in rows.order_by("-id") if one.area.startswith(area)]
        assert found == expected
