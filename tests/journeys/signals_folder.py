"""Eight facilities, one of which scans without an indication: put into the office of a journey that runs."""

import django

NAMES = (
    "霓坞区第一医院", "霓坞区中医医院", "栖云镇卫生院", "云渡妇产医院", "霓坞区第三医院",
    "松径街道社区卫生服务中心", "曦泽县人民医院", "曦泽县妇幼保健院",
)  # fmt: skip


def build() -> None:
    """Make tables, signals, a licensing officer of the city and the registrar of the facility."""
    django.setup()
    from apps.signalling import scene
    from evenborn.apps.access.models import Officer
    from evenborn.apps.access.roles import RoleCode
    from evenborn.apps.intake.models import Sender
    from evenborn.apps.signalling.assessing import assess
    from evenborn.apps.signalling.births import BirthsCounter
    from people import CITY, officer

    scene.scans()
    counts = BirthsCounter()
    counts.add(scene.births(3, share={scene.FACILITIES[4]: 0.60}))
    counts.finish(scene.accepted("delivery"))
    for code, name in zip(scene.FACILITIES, NAMES, strict=True):
        Sender.objects.regardless("a scene").filter(code=code).update(name=name)
    assess()
    officer("licensing", RoleCode.LICENSING_OFFICER, CITY)
    Officer.objects.filter(username="licensing").update(name="程屿")
    registrar = scene.of_facility()
    Officer.objects.filter(pk=registrar.officer).update(name="叶知秋", username="facility")


if __name__ == "__main__":
    build()
