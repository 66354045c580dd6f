"""Officers who prepare and release at the same moment, each in a process of its own; what is left.

Run as a program within an office of its own.
"""

import json
import os
from collections.abc import Callable, Sequence

from evenborn.registers.refusal import Refusal
from evenborn.site.start import start


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Do each in a process of its own, all let go at one moment; how each ended."""
    from django.db import connections

    connections.close_all()
    gate, go = os.pipe()
    ends = [_begun(deed, gate, go) for deed in deeds]
    os.close(gate)
    os.close(go)
    found = []
    for child, end in ends:
        with os.fdopen(end) as told:
            found.append(told.read())
        os.waitpid(child, 0)
    return sorted(found)


def _begun(deed: Callable[[], object], gate: int, go: int) -> tuple[int, int]:
    end, say = os.pipe()
    child = os.fork()
    if child:
        os.close(say)
        return child, end
    said = "broken"
    os.close(go)
    os.read(gate, 1)  # ends when whoever holds the other side lets go
    try:
        deed()
        said = "done"
    except Refusal as refusal:
        said = refusal.code
    finally:
        os.write(say, said.encode())
        os._exit(0)


def main() -> None:
    """Two prepare one table; three release it; two release tables of which each bars the other."""
    start()
    from apps.figures.releases import scene
    from apps.figures.releases.scene import analyst, prepared
    from apps.figures.small_numbers import city
    from evenborn.apps.figures.models import Release
    from evenborn.apps.figures.releases import actions

    others = [analyst(name=name) for name in ("second", "third", "fourth")]
    scene.county()
    analyst()
    told = {"prepared": at_once([lambda: prepared("990101")] * 3)}
    waiting = Release.objects.regardless("what is left").get(state="prepared")
    told["released"] = at_once([lambda by=by: actions.release_issue(waiting, by=by) for by in others])
    city.cube(city.births(1))
    barred = [prepared(area, years=(2024, 2025)) for area in ("9901", "990103")]
    told["barred"] = at_once([
        lambda one=one, by=by: actions.release_issue(one, by=by)
        for one, by in zip(barred, others, strict=False)
    ])  # fmt: skip
    rows = Release.objects.regardless("what is left").order_by("pk")
    print(json.dumps(told | {"left": sorted(rows.values_list("state", flat=True))}))


if __name__ == "__main__":
    main()
