"""What must be in order before the office serves anybody, and what to do where it is not.

Asked by ``evenborn serve``, ``evenborn worker`` and ``evenborn check --deploy``. What a finding says stands
in ``words.toml`` under ``[finding]``. Here is what needs no database; the rest stands in
:mod:`evenborn.site.store_checks`, and :mod:`evenborn.site.starting` asks both.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from evenborn.apps.documents.system_fonts import lacks_chinese
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import Fact, say
from evenborn.site.config import Config
from evenborn.site.secrets import COOKIE_SECRET

__all__ = ["Finding", "Level", "of_configuration", "of_files", "of_printing"]

SAFE_LOGIN: Final = {
    "password_attempts": (3, 10),
    "code_attempts": (3, 10),
    "address_attempts": (10, 100),
    "window_minutes": (10, 1440),
    "lock_minutes": (10, 1440),
    "session_hours": (1, 24),
}
"""Least and most of each limit of logins in production. With the most and the least, a name is guessed at
1,440 times a day, of 10 ** 6 codes; with fewer attempts than the least anybody could lock others out."""
LEAST_FREE, FEW_FREE = 64, 1024
"""Megabytes of free disk: below the first nothing can be kept safely, below the second it soon will not."""
SHORTEST_SECRET = 50
RESTORING = "restoring"
"""A file in the data folder for as long as a restore puts files in place."""


class Level(Enum):
    """How bad it is."""

    FINE = "fine"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes
    ----------
    check : str
        Which one; its title is ``start-check.<check>``.
    level : Level
    code : str
        What is wrong: ``finding.<code>`` says it and what to do; empty where nothing is.
    facts : dict
        What that sentence names.
    """

    check: str
    level: Level = Level.FINE
    code: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)

    def sentence(self, language: Language) -> str:
        """What is wrong and what to do; empty where nothing is."""
        return say(f"finding.{self.code}", language, **self.facts) if self.code else ""


def fatal(check: str, code: str, **facts: Fact) -> Finding:
    """A finding that keeps the office from starting."""
    return Finding(check, Level.REFUSED, code, facts)


def warning(check: str, code: str, **facts: Fact) -> Finding:
    """A finding that the operator should know."""
    return Finding(check, Level.WARNING, code, facts)


def is_loopback(name: str) -> bool:
    """Whether a name or address means this machine itself.

    Examples
    --------
    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("10.0.0.5")
    (True, True, True, False)
    >>> is_loopback("/run/evenborn/office.sock")
    True
    """
    if name == "localhost" or name.startswith("/"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def of_configuration(config: Config) -> Iterator[Finding]:
    """Options that do not go together."""
    outside = [name for name in (*config.hosts, config.listen) if not is_loopback(name)]
    if config.mode != "production" and outside:
        yield fatal("mode", "mode-outside", mode=config.mode, host=outside[0])
    else:
        yield Finding("mode")
    open_hosts = [name for name in config.hosts if name == "*" or name.startswith(".")]
    yield fatal("hosts", "hosts-open", host=open_hosts[0]) if open_hosts else Finding("hosts")
    if config.https:
        yield Finding("https")
    elif outside:
        yield fatal("https", "https-off-outside", host=outside[0])
    else:
        yield warning("https", "https-off")
    alone = config.mode == "production" and config.second_factor == "optional"
    yield fatal("second-factor", "second-factor-optional") if alone else Finding("second-factor")
    yield _login(config)


def _login(config: Config) -> Finding:
    for name, (least, most) in SAFE_LOGIN.items() if config.mode == "production" else ():
        value = getattr(config.login, name)
        if not least <= value <= most:
            return fatal("login", "login-unsafe", option=f"login.{name}", value=value, least=least, most=most)
    return Finding("login")


def of_files(config: Config) -> Iterator[Finding]:
    """Folders, keys and the disk."""
    yield _folder(config)
    yield from _keys(config)
    yield _disk(config)


def of_printing() -> Iterator[Finding]:
    """What letters and tables in PDF need: Pango, and a font with Chinese."""
    yield Finding("pdf") if find_library("pango-1.0") else warning("pdf", "no-pango")
    lacking = lacks_chinese()
    lacking = not _has_chinese_file() if lacking is None else lacking
    yield warning("fonts", "no-chinese-font") if lacking else Finding("fonts")


def _folder(config: Config) -> Finding:
    folder = config.folder
    if not folder.is_dir():
        return fatal("folder", "no-folder", folder=str(folder))
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return fatal("folder", "folder-shut", folder=str(folder))
    if (folder / RESTORING).exists():
        return fatal("folder", "restore-cut-short", folder=str(folder))
    if folder.stat().st_mode & stat.S_IRWXO:
        return fatal("folder", "folder-open", folder=str(folder))
    return Finding("folder")


def _keys(config: Config) -> Iterator[Finding]:
    folder = config.keys_folder
    secret = folder / COOKIE_SECRET
    if not os.access(secret, os.R_OK):
        yield fatal("keys", "no-keys", folder=str(folder))
        return
    shared = [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]
    if shared:
        yield fatal("keys", "keys-open", file=str(shared[0]))
    elif len(secret.read_bytes().strip()) < SHORTEST_SECRET:
        yield fatal("keys", "secret-short", file=str(secret), least=SHORTEST_SECRET)
    else:
        yield Finding("keys")
    inside = folder.resolve().is_relative_to(config.folder.resolve())
    yield warning("keys-apart", "keys-in-data", folder=str(folder)) if inside else Finding("keys-apart")


def _disk(config: Config) -> Finding:
    if not config.folder.is_dir():
        return Finding("disk")
    free = shutil.disk_usage(config.folder).free // 1024**2
    if free < LEAST_FREE:
        return fatal("disk", "disk-full", free=free, folder=str(config.folder))
    return warning("disk", "disk-nearly-full", free=free) if free < FEW_FREE else Finding("disk")


def _has_chinese_file() -> bool:
    """Whether a file is called like a Chinese typeface, where the system has nothing that could be asked."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    marks = (
        "cjk",
        "hans",
        "sourcehan",
        "wqy",
        "simsun",
        "simhei",
        "simfang",
        "kaiti",
        "fangsong",
        "droidsansfallback",
    )
    return any(
        mark in path.name.casefold().replace("-", "").replace("_", "")
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.casefold() in {".ttf", ".ttc", ".otf"}
        for mark in marks
    )
