"""Entries can be added only; the end of the chain is one row."""

from typing import ClassVar

from django.db import migrations

from evenborn.apps.audit.append_only import add_head, forbid_changes


class Migration(migrations.Migration):
    """Triggers and the first row."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [
        migrations.RunPython(add_head, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(forbid_changes, migrations.RunPython.noop, elidable=False),
    ]
