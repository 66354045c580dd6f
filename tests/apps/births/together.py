"""Registrars who hand in at the same time, each in a process of its own, some of them killed; what is left.

Run as a program within an office of its own: how many processes, births of each, and how many kills.
"""

import json
import os
import random
import signal
import sys
import time

from evenborn.site.start import start

SHARED = 999


def entering(login: int, births: int) -> None:
    """Hand in births, and one form that every process hands in."""
    from apps.births import scene
    from evenborn.registers.refusal import Refusal

    by = scene.acting()
    for number in range(births):
        scene.entered(by, 100 * login + number + 1)
    try:
        scene.entered(by, SHARED)
    except Refusal as refusal:
        print(refusal.code, file=sys.stderr)


def begun(login: int, births: int) -> int:
    """A process that enters."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        entering(login, births)
        code = 0
    finally:
        os._exit(code)


def left() -> dict[str, object]:
    """What the stores hold."""
    from apps.births import scene
    from evenborn.apps.intake.entering import finish_waiting
    from evenborn.apps.intake.models import Batch
    from evenborn.apps.intake.taking_in import recover
    from evenborn.apps.stores import Store
    from evenborn.apps.vault.models import BookLine
    from evenborn.site.backup.trail import verdict_of

    recover()
    finish_waiting()
    batches = Batch.objects.regardless("what is left")
    unnumbered = BookLine.objects.regardless("what is left").filter(serial__isnull=True)
    accepted = batches.filter(state="accepted").count()
    return {
        "accepted": accepted, "others": batches.count() - accepted, "sealed": scene.sealed(),
        "counted": sum(scene.counted()), "lines": scene.lines(), "unnumbered": unnumbered.count(),
        "broken": [store for store in Store if verdict_of(store).broken],
    }  # fmt: skip


def main() -> None:
    """Let them enter, kill some, say what is left."""
    processes, births, kills = map(int, sys.argv[1:4])
    start()
    from apps.births import scene

    scene.acting()
    children = [begun(login, births) for login in range(1, processes + 1)]
    chance = random.Random(7)  # noqa: S311 - moments of kills
    for number in range(kills):
        time.sleep(chance.uniform(0.05, 0.4))
        victim = children.pop(0)
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        children.append(begun(10 + number, births))
    codes = [os.waitpid(child, 0)[1] for child in children]
    print(json.dumps(left() | {"codes": codes}))


if __name__ == "__main__":
    main()
