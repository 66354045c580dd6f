"""Work for the worker of tests."""

import os
import select
from pathlib import Path

from django_tasks import task


@task()
def add(name: str) -> None:
    """Add a department; idempotent, as all work must be."""
    from evenborn.apps.access.actions import add_department
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.models import Department
    from evenborn.apps.access.roles import Permission

    if not Department.objects.filter(name=name).exists():
        by = program("worker", Permission.DEPARTMENT_MANAGE)
        add_department(by=by, name=name, kind="health", area="990101")


@task()
def fail(name: str) -> None:
    """Fail with a message that quotes a person."""
    raise ValueError(f"no row of {name}")


@task()
def need(file: str) -> None:
    """Fail until a file is there."""
    Path(file).read_bytes()


@task()
def hang(folder: str) -> None:
    """Say that it began, then wait for a file that lets it end."""
    (Path(folder) / f"began-{os.getpid()}").touch()
    while not (Path(folder) / "end").exists():
        select.select([], [], [], 0.01)
    (Path(folder) / "ended").touch()
