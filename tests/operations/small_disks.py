"""A disk that is really full: some megabytes in memory, which only processes within a namespace see."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTES = 96
"""An office does not start where fewer than 64 are free."""
BLOCK = b"x" * 65_536


@dataclass(frozen=True)
class SmallDisk:
    """A disk, as processes within see it and as it is seen from outside."""

    folder: Path
    holder: int

    @property
    def within(self) -> tuple[str, ...]:
        """What runs a command within."""
        return ("nsenter", "-t", str(self.holder), "-U", "-m", "--preserve-credentials", "--")

    @property
    def seen(self) -> Path:
        """The folder for whoever is outside."""
        return Path(f"/proc/{self.holder}/root{self.folder}")

    def fill(self) -> None:
        """Leave not one octet."""
        with (self.seen / "filling").open("ab", buffering=0) as file, suppress(OSError):
            while file.write(BLOCK):
                pass

    def make_room(self) -> None:
        """Take away what fills it."""
        (self.seen / "filling").unlink()


@contextmanager
def small_disk(folder: Path, content: Path) -> Iterator[SmallDisk | None]:
    """Mount a small disk at a folder and copy content on it; None where this machine forbids it."""
    folder.mkdir(mode=0o700)
    size = f"mount -t tmpfs -o size={MEGABYTES}m,mode=700 tmpfs {folder}"
    script = f"{size} && cp -a {content}/. {folder}/ && echo ready && exec cat"
    holder = subprocess.Popen(
        ["unshare", "-rm", "sh", "-c", script], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert holder.stdout
        yield SmallDisk(folder, holder.pid) if holder.stdout.readline() else None
    finally:
        holder.communicate()
