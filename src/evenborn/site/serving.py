"""``evenborn serve``: the web server, with the limits of the configuration."""

import errno
import os
import socket
from pathlib import Path
from typing import Any

import structlog
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from evenborn.registers.refusal import Refusal
from evenborn.site.config import Config, load
from evenborn.site.logs import LOGGING, set_up_logs
from evenborn.site.recovering import recover_imports

__all__ = ["serve"]

LARGEST_HEAD = 64 * 1024
LONGEST_STOP = 30


def serve(config: Config | None = None) -> None:
    """Serve until told to stop (SIGTERM, SIGINT); pages that are being made are finished first.

    Parameters
    ----------
    config : Config, optional
        That of the process where none is given.

    Raises
    ------
    Refusal
        ``address-taken`` when the address cannot be listened on.
    """
    config = config or load()
    if not config.listen.startswith("/"):
        _require_free(config.listen, config.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenborn.site.settings")
    set_up_logs()
    recover_imports()
    log = structlog.get_logger()
    log.info("serving", address=config.listen, port=config.port, workers=config.workers, process=os.getpid())
    Granian(
        "evenborn.site.wsgi:application",
        **_place(config),
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        backpressure=config.threads * 4,
        loop=Loops.asyncio,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=config.header_seconds * 1000, max_buffer_size=LARGEST_HEAD
        ),
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=LONGEST_STOP,
    ).serve()
    log.info("stopped", process=os.getpid())


def _place(config: Config) -> dict[str, Any]:
    """Where to listen: a port, or a socket that the group of its folder may use."""
    if not config.listen.startswith("/"):
        return {"address": config.listen, "port": config.port}
    path = Path(config.listen)
    path.unlink(missing_ok=True)  # a server that was killed leaves its own
    return {"uds": path, "uds_permissions": 0o660}


def _require_free(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as problem:
            cause = errno.errorcode.get(problem.errno or 0, str(problem))
            raise Refusal("address-taken", address=address, port=str(port), cause=cause) from problem
