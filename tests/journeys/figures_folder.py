"""Three years of births of a city, a target, a second register, late hospitals: put into a running office."""

from datetime import date

import django


def build() -> None:
    """Make a cube with the batch behind it, another register that holds less, and what is owed."""
    django.setup()
    from apps.births.returns.scene import hospital
    from apps.figures import scene
    from apps.figures.compared import compared
    from evenborn.apps.access.models import Officer
    from evenborn.apps.births.actions.completeness import expect_return
    from evenborn.apps.figures.actions import replace_cube
    from evenborn.apps.figures.adding_up import added_up
    from evenborn.apps.intake.models import Batch, MonthReceived
    from people import NIWU, everyone, leader

    cube = scene.cube()
    scene.target()
    compared("no excess", "selection", "no excess", "concealment")
    batch = Batch.objects.regardless("a scene").get(pk=cube.batch)
    for year in scene.YEARS:
        for month in range(1, 13):
            MonthReceived.objects.regardless("a scene").create(
                batch=batch, facility="9901-MCH", month=date(year, month, 1), rows=900
            )
    fewer = [(*where, 9 * male // 10, 9 * female // 10, 0) for *where, male, female, _ in scene.months()]
    replace_cube(
        by=everyone(), register="household", last=scene.batch(code="9901-POLICE"), cut_off=date(2026, 1, 15),
        sums=added_up(fewer), births=1, no_month=0,
    )  # fmt: skip
    for code in ("YX990121", "YX990122"):
        sender = hospital(code, NIWU, whose=code)
        expect_return(
            by=everyone(), sender=sender, area=NIWU, register="delivery", due_day=5, since=date(2025, 1, 1)
        )
    Officer.objects.filter(pk=leader().pk).update(name="顾长川")


if __name__ == "__main__":
    build()
