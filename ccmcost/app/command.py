"""`ccmcost app`: the office in the browser of this machine."""

from __future__ import annotations

import signal
from typing import Annotated

from ccmcost.cli.declared import Option, command
from ccmcost.cli.options import Folders
from ccmcost.cli.output import tell
from ccmcost.errors import UsageError


@command(
    "ccmcost app",
    "ccmcost app --port 8765 --no-browser",
    "ccmcost app --read-only",
    "ccmcost app --data ccm/data --data aplc/data    two offices side by side",
)
def app(
    port: Annotated[int, Option("N", "Port of this machine; default: one that is free.")] = 0,
    no_browser: Annotated[bool, Option(None, "Print the link only; open no browser.")] = False,
    read_only: Annotated[bool, Option(None, "Show everything; record and write nothing.")] = False,
    data: Folders = (),
) -> None:
    """Open the office in the browser of this machine. Every button says which command it runs.

    Nothing leaves this computer: the pages are served on 127.0.0.1 alone, to who has the link. Stop
    it with Ctrl-C.
    """
    from ccmcost.app.serve import Server
    from ccmcost.workspace import open_workspace

    if not 0 <= port <= 65535 or 0 < port < 1024:
        raise UsageError("--port: write a number from 1024 to 65535.")
    for folder in data or (None,):
        open_workspace(folder)

    answer = signal.getsignal(signal.SIGINT)
    for ending in ("SIGTERM", "SIGHUP"):  # a terminal that is closed ends it as Ctrl-C does
        number = getattr(signal, ending, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            # in the background, Ctrl-C is ignored
            signal.signal(number, answer if callable(answer) else signal.default_int_handler)
    server = Server(port, data, read_only)
    try:
        tell(
            f"The office is open: {server.link}\nNothing leaves this computer. Stop it with Ctrl-C."
        )
        if not no_browser:
            import webbrowser

            webbrowser.open(server.link)
        server.run()
    finally:
        server.close()
