"""Makes the data folder of an office for a journey: stores, departments, officers; a process of its own.

It reads the folder from ``EVENBORN_FOLDER``, as the office does.
"""


def build() -> None:
    """Make the stores and let the cast in."""
    from evenborn.site.setting_up import set_up

    set_up()
    _areas()
    _officers()
    _senders()
    _records()


def _areas() -> None:
    """The tree of the simulated city, which is shipped."""
    from importlib.resources import as_file, files

    import people
    from evenborn.apps.areas.actions import import_areas
    from evenborn.apps.areas.reading import read_areas

    with as_file(files("evenborn.registers.codes") / "area_tables" / "simulated_city.csv") as table:
        import_areas(by=people.everyone(), given=read_areas(table))


def _senders() -> None:
    """One hospital in Niwu that sends its registers."""
    import people
    from evenborn.apps.intake.actions.senders import add_sender

    add_sender(
        by=people.everyone(), code="YX990101", name="霓坞区妇幼保健院", kind="facility", area=people.NIWU
    )


def _records() -> None:
    """Two sealed records in Niwu, one in Xize."""
    import people
    from apps.vault import scene

    scene.records(people.NIWU, 2)
    scene.records(people.XIZE, 1)


def _officers() -> None:
    import people
    from apps.births import scene as births
    from evenborn.apps.access.models import Department, Officer
    from evenborn.apps.access.roles import RoleCode

    people.clerk()
    people.keeper()
    people.analyst()
    people.officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, "")
    people.officer("security", RoleCode.SECURITY_ADMINISTRATOR, "")
    people.officer("system", RoleCode.SYSTEM_ADMINISTRATOR, "")
    people.officer("newcomer", None, people.XIZE)
    # Names as a reader of the pictures would expect them; the actions above made the rows.
    names = {
        "clerk": "李清源",
        "keeper": "孙守真",
        "analyst": "陈望川",
        "auditor": "赵明察",
        "security": "周安之",
        "system": "吴守成",
        "newcomer": "何晚晴",
    }
    for username, name in names.items():
        Officer.objects.filter(username=username).update(name=name)
    Department.objects.filter(area="990101").update(name="霓坞区卫生健康局")
    Department.objects.filter(area="990102").update(name="曦泽县卫生健康局")
    Department.objects.filter(area="9901").update(name="市卫生健康委员会")
    births.registrar(people.NIWU, "霓坞区人民医院", "registrar")
    Officer.objects.filter(username="registrar").update(name="郑婉宁")


if __name__ == "__main__":
    build()
