"""Start a server, a worker or a backup of the office again and again without importing everything anew.

Each line read is what to start and what it is given, as JSON; it is forked off, and the number of its
process group is printed. What it says itself goes nowhere.
"""

import gc
import json
import os
import signal
import sys
from pathlib import Path

from evenborn.site.config import Config
from evenborn.site.start import start


def become(config: Config, what: str, given: str) -> None:
    """Do one thing to its end."""
    from evenborn.site.backup.making import make_backup
    from evenborn.site.backup.sealing import key_of_file
    from evenborn.site.secrets import BACKUP_KEY
    from evenborn.site.serving import serve
    from evenborn.site.working import work

    if what == "serve":
        serve(config.model_copy(update={"listen": given, "workers": 1}))
    elif what == "work":
        work(config, once=given == "once")
    else:
        make_backup(config, Path(given), key_of_file(config.keys_folder / BACKUP_KEY), with_keys=False)


def main() -> None:
    """Start whatever is asked for, until nothing more is."""
    config = start()
    from django.db import connections

    import evenborn.site.backup.making
    import evenborn.site.urls  # imported once for all that is started
    import evenborn.site.working
    import evenborn.site.wsgi  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()  # what is forked off copies nothing that it only looks through
    for line in sys.stdin:
        connections.close_all()
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            become(config, *json.loads(line))
            os._exit(0)
        os.setpgid(process, process)  # before anybody can ask for the group
        print(process, flush=True)


if __name__ == "__main__":
    main()
