"""What is remembered of a sender: which headers its files use for which field, one small file a sender."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from evenborn.registers.refusal import Refusal

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 40


def home() -> Path:
    """Folder in which Evenborn remembers things between two runs.

    ``EVENBORN_HOME`` where it is set, else ``evenborn`` in the user's data folder (``XDG_DATA_HOME``).
    """
    named = os.environ.get("EVENBORN_HOME")
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "evenborn"


class Senders:
    """The headers that each sender used.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are kept; made when the first is remembered.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     senders = Senders(Path(name))
    ...     senders.remember("delivery", "云溪县人民医院", {"residence": "住址代码"})
    ...     senders.remembered("delivery", "云溪县人民医院")
    {'residence': '住址代码'}
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "senders"

    def _path(self, register: str, sender: str) -> Path:
        readable = _UNSAFE.sub("_", sender)[:_LONGEST]
        digest = hashlib.sha256(sender.encode()).hexdigest()[:12]
        return self._folder / register / f"{readable}-{digest}.json"

    def remembered(self, register: str, sender: str) -> dict[str, str]:
        """Header by field; empty for a sender not seen before.

        Raises
        ------
        Refusal
            ``damaged-memory`` where the file cannot be understood, ``unreadable`` where it cannot be read.
        """
        path = self._path(register, sender)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Refusal("unreadable", file=path.name, cause=error.strerror or "OSError") from error
        except ValueError as error:
            raise Refusal("damaged-memory", file=str(path)) from error
        headers = content.get("headers") if isinstance(content, dict) else None
        if not isinstance(headers, dict) or not all(isinstance(text, str) for text in headers.values()):
            raise Refusal("damaged-memory", file=str(path))
        return dict(headers)

    def remember(self, register: str, sender: str, headers: Mapping[str, str]) -> None:
        """Keep which header stood for which field; whole or not at all.

        Raises
        ------
        Refusal
            ``cannot-write``.
        """
        path = self._path(register, sender)
        aside = path.with_name(f".evenborn-{secrets.token_hex(8)}.partial")
        text = json.dumps({"sender": sender, "headers": dict(headers)}, ensure_ascii=False, indent=1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.touch(0o600, exist_ok=False)
            with aside.open("w", encoding="utf-8") as stream:
                stream.write(text + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise Refusal("cannot-write", file=str(path), cause=cause) from error
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
