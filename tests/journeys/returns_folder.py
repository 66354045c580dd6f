"""A hospital of Niwu with its registrar, and what is owed: put into the office of a journey that runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import django
from django.utils import timezone


def build() -> None:
    """Make three facilities, two registrars, and a year of returns."""
    django.setup()
    from apps.births.returns import scene
    from evenborn.apps.access.models import Officer
    from evenborn.apps.births.actions.completeness import expect_return
    from evenborn.apps.births.returns.rules import previous
    from evenborn.apps.intake.models import Sender
    from people import NIWU, everyone

    hospitals = {"YX990121": "霓坞区妇幼保健院", "YX990122": "霓坞区第二医院", "YX990123": "栖云镇卫生院"}
    this = timezone.localdate().replace(day=1)
    for code, name in hospitals.items():
        sender = scene.hospital(code, NIWU, whose=name)
        Sender.objects.regardless("a scene").filter(pk=sender.pk).update(name=name)
        sender.refresh_from_db()
        for register, since in (("termination_return", 12), ("drug_ledger", 2)):
            expect_return(
                by=everyone(), sender=sender, area=NIWU, register=register, due_day=5,
                since=previous(this, since),
            )  # fmt: skip
    registrar = scene.registrar("returns", whose="霓坞区妇幼保健院")
    other = scene.registrar("other-returns", whose="霓坞区第二医院")
    Officer.objects.filter(pk=registrar.officer).update(name="冯若兰")
    for by, code, months in ((registrar, "YX990121", range(3, 13)), (other, "YX990122", range(2, 13))):
        sender = scene.hospital(code)
        for back in months:
            month = previous(this, back)
            day = 3 if back % 4 else 20  # every fourth return came late
            came = datetime(month.year, month.month, day, 3, tzinfo=UTC) + timedelta(days=31)
            then = replace(by, now=came)
            of = scene.begun(then, month=month, sender=sender)
            scene.sent(of, scene.terminations(30 + back % 5), then)


if __name__ == "__main__":
    build()
