"""Several officers who send the same return in at the same moment; prints as JSON what came of it.

Run with the environment of an office that was set up: ``python submitting.py OFFICERS``.
"""

import json
import os
import sys

from evenborn.site.start import start

start()

from django.db import connections  # noqa: E402

from apps.births.returns import scene  # noqa: E402
from evenborn.apps.births.actions.returns import Sent, send_return  # noqa: E402
from evenborn.apps.births.models import ReturnVersion  # noqa: E402
from evenborn.apps.intake.models import Batch  # noqa: E402
from evenborn.registers.refusal import Refusal  # noqa: E402
from people import everyone  # noqa: E402


def sent_by(number: int, of: object, key: str, gate: int, said: int) -> None:
    """Wait at the gate, then send in, and say what came of it."""
    os.read(gate, 1)
    try:
        standing = send_return(of, by=everyone(), sent=Sent(scene.terminations(10 + number), key, 0))  # type: ignore[arg-type]
        told = f"version {standing.number}"
    except Refusal as refusal:
        told = refusal.code
    os.write(said, f"{told}\n".encode())
    os._exit(0)


def run(officers: int, *, same_form: bool) -> dict[str, object]:
    """Let all of them go at once."""
    month = scene.MARCH.replace(month=4 if same_form else 3)
    of = scene.begun(everyone(), month=month, sender=scene.hospital())
    connections.close_all()
    gate, opened = os.pipe()
    heard, said = os.pipe()
    for number in range(officers):
        if os.fork() == 0:
            sent_by(
                officers + 1 if same_form else number,
                of,
                "form" if same_form else f"form {number}",
                gate,
                said,
            )
    os.write(opened, b"x" * officers)
    for _ in range(officers):
        os.wait()
    os.close(said)
    with os.fdopen(heard) as lines:
        told = sorted(line.strip() for line in lines)
    versions = ReturnVersion.objects.regardless("a test").filter(of=of)
    batches = Batch.objects.regardless("a test").filter(period_start=month)
    return {"told": told, "versions": versions.count(), "batches": batches.count()}


if __name__ == "__main__":
    many = int(sys.argv[1])
    print(json.dumps({"differing": run(many, same_form=False), "same": run(many, same_form=True)}))
