"""Two owners of registers and a comparison officer: put into the office of a journey that runs."""

import django


def build() -> None:
    """Make the officers, by whom a comparison goes from its start to the replies."""
    django.setup()
    from apps.matching import scene
    from evenborn.apps.access.models import Department, Officer

    names = {"delivery": ("市妇幼保健院", "林知夏"), "immunisation": ("市疾病预防控制中心", "顾行远")}
    for register, (home, name) in names.items():
        owner, department = scene.owner(register), scene.owner_of(register)
        Officer.objects.filter(pk=owner.pk).update(name=name, username=f"owner-{register}")
        Department.objects.filter(pk=department.pk).update(name=home)
    comparer = scene.comparer()
    Officer.objects.filter(pk=comparer.pk).update(name="沈量", username="comparer")


if __name__ == "__main__":
    build()
