"""An entry cannot be replaced either; entries are found by time and by area."""

from typing import ClassVar

from django.db import migrations, models

from evenborn.apps.audit.append_only import forbid_replacing


class Migration(migrations.Migration):
    """Trigger and indexes."""

    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [
        migrations.RunPython(forbid_replacing, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex("entry", models.Index(fields=["at", "number"], name="audit_at")),
        migrations.AddIndex("entry", models.Index(fields=["area", "number"], name="audit_area")),
    ]
