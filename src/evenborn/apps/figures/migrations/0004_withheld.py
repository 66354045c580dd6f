"""What is withheld of a cube, decided once for all pages; a cube without it is made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("figures", "0003_releases")]

    operations = [
        migrations.AddField(
            model_name="cube", name="withheld", field=models.TextField(default=""),
        ),
    ]  # fmt: skip
