"""What a backup holds: each content with its hash, the end of each audit trail, the versions."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from evenborn.registers.refusal import Refusal

__all__ = ["Content", "Manifest", "StoreCopy", "sha256_of"]


@dataclass(frozen=True, slots=True)
class Content:
    """One file of a backup: its name in there, its size, its hash."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoreCopy:
    """One store: how it was copied (``sqlite`` or ``postgresql``) and where its trail ended."""

    store: str
    engine: str
    name: str
    number: int
    head: str


@dataclass(slots=True)
class Manifest:
    """All of it; the last file of a backup."""

    made: str
    stores: list[StoreCopy] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    evenborn: str = field(default_factory=lambda: version("evenborn"))
    django: str = field(default_factory=lambda: version("django"))
    format: int = 1

    def as_bytes(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def of_bytes(cls, data: bytes, file: str) -> "Manifest":
        """Read it back.

        Raises
        ------
        Refusal
            ``backup-other-format``.
        """
        held: dict[str, Any] = json.loads(data)
        if held["format"] != 1:
            raise Refusal("backup-other-format", file=file, value=str(held["evenborn"]))
        stores = [StoreCopy(**one) for one in held.pop("stores")]
        contents = [Content(**one) for one in held.pop("contents")]
        return cls(**held, stores=stores, contents=contents)


def sha256_of(file: Path | IO[bytes]) -> str:
    """Hash of a file, without holding it in memory."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
