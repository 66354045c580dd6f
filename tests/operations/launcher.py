"""Start the office's own server again and again without importing everything anew.

Each line read is a socket; the server is forked off, and the number of its process group is printed.
"""

import os
import signal
import sys

from evenborn.site.start import start


def main() -> None:
    """Serve whatever is asked for, until nothing more is."""
    config = start()
    from django.db import connections

    import evenborn.site.urls  # imported once for all servers
    import evenborn.site.wsgi  # noqa: F401
    from evenborn.site.serving import serve

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        connections.close_all()
        process = os.fork()
        if process == 0:
            os.setsid()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            serve(config.model_copy(update={"listen": line.strip(), "workers": 1}))
            os._exit(0)
        print(process, flush=True)


if __name__ == "__main__":
    main()
