"""The server: this machine alone, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable

from ccmcost.errors import UsageError, WriteError

HOST = "127.0.0.1"
THREADS = 8


def serve(port: int, data: str | None, read_only: bool, opened: Callable[[str], None]) -> None:
    """Answer the browser of this machine until an interrupt; `opened` is given the first link.

    `port` 0 takes a free one. Raises UsageError if Flask or waitress is missing, WriteError if the
    port is taken.
    """
    try:
        from waitress.server import create_server
    except ImportError:
        raise UsageError(
            "the office in a browser needs the packages flask and waitress: pip install "
            '"ccmcost[app]".'
        ) from None
    from ccmcost.app.guard import Guard
    from ccmcost.app.office import Settings
    from ccmcost.app.site import site

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise WriteError(
            f"port {port} of this machine cannot be used: {error.strerror}. Another ccmcost app "
            "may run there; choose another port with --port, or none."
        ) from None
    guard = Guard(listener.getsockname()[1])
    pages = site(Settings(data, read_only), guard)
    office = pages.extensions["office"]
    server = create_server(
        pages, sockets=[listener], threads=THREADS, ident="", clear_untrusted_proxy_headers=True
    )
    try:
        opened(f"http://{HOST}:{guard.port}/?key={guard.key}")
        server.run()
    finally:
        server.close()
        office.work.end()
        office.uploads.end()
