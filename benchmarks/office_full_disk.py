"""The disk of the stores gets really full while the office serves: what is answered, what is kept?

    unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size=96m tmpfs /mnt &&
        exec .venv/bin/python benchmarks/office_full_disk.py /mnt'

and, as root, with the PostgreSQL on that disk:

    unshare --mount sh -c 'mount -t tmpfs -o size=300m,mode=777 tmpfs /mnt && export TMPDIR=/mnt &&
        scripts/postgresql.sh env TMPDIR=/tmp .venv/bin/python benchmarks/office_full_disk.py /mnt'

Departments are added, one after the other, before, while not one octet is free, and after room was made.
"""

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from offices import SERVER, Office, asked, killed, new_databases, short_folder, wait_for
from operations.kills import launcher_of, state_of
from operations.small_disks import BLOCK


def main() -> None:
    """Fill, ask, make room, ask again, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("disk", type=Path, metavar="DISK")
    parser.add_argument("--times", type=int, default=1000)
    given = parser.parse_args()
    office = Office(Path(tempfile.mkdtemp(dir=None if SERVER else given.disk)) / "data", new_databases())
    done = office.run("setup")
    assert done.returncode == 0, done.stderr
    before = set(state_of(office).rows)
    answered: set[str] = set()
    filling = given.disk / "filling"
    path = short_folder() / "s"
    print(f"stores on {'PostgreSQL' if SERVER else 'SQLite'}")
    with launcher_of(office) as start:
        server = start("serve", str(path))
        wait_for(path)
        for when in ("before", "full", "after"):
            if when == "full":
                with suppress(OSError), filling.open("wb", buffering=0) as file:
                    while file.write(BLOCK):
                        pass
            elif when == "after":
                filling.unlink()
            names = [f"{when} {number} {'of a long name ' * 4}" for number in range(given.times)]
            statuses = {name: asked(path, "POST", "/scene/add", name.encode()).status for name in names}
            answered |= {name for name, status in statuses.items() if status == 200}
            print(f"  {when:<28}{dict(sorted(Counter(statuses.values()).items()))}")
        killed(server)
    state = state_of(office)
    parted = state.parted()
    print(f"  answered with 200           {len(answered)}, in the stores {len(set(state.rows) - before)}")
    print(f"  actions without an entry    {len(parted[0])}, entries without their action {len(parted[1])}")
    print(f"  trails that are broken      {len(state.broken)}")


if __name__ == "__main__":
    main()
