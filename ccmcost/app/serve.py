"""The server: this machine alone, until it is stopped."""

from __future__ import annotations

import logging
import socket
import sys
from typing import TYPE_CHECKING, Any

from ccmcost.errors import UsageError, WriteError

if TYPE_CHECKING:
    from flask import Flask

HOST = "127.0.0.1"
THREADS = 8


class Server:
    """The office of each data folder, on a port of this machine; 0 takes a free one.

    Raises UsageError if Flask or waitress is missing, WriteError if the port is taken.
    """

    def __init__(self, port: int, data: tuple[str, ...], read_only: bool) -> None:
        try:
            import flask  # noqa: F401
            import waitress  # noqa: F401
        except ImportError:
            raise UsageError(
                "the office in a browser needs the packages flask and waitress: pip install "
                '"ccmcost[app]".'
            ) from None
        from ccmcost.app.guard import Guard
        from ccmcost.app.office import Office, Settings
        from ccmcost.app.site import site

        listener = _listening(port)
        guard = Guard(listener.getsockname()[1])
        self.office = Office(Settings(data, read_only), guard)
        self.link = f"http://{HOST}:{guard.port}/?key={guard.key}"
        self._server = _served(site(self.office), listener)

    def run(self) -> None:
        """Answer until an interrupt, or until it is closed."""
        self._server.run()

    def close(self) -> None:
        """Take no more, let what is under way be put right, and remove what was given."""
        self._server.close()
        self.office.work.end()
        self.office.uploads.end()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # after an end the port is free at once; on Windows, where others could take it too, it is ours
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise WriteError(
            f"port {port} of this machine cannot be used: {error.strerror}. Another ccmcost app "
            "may run there; choose another port with --port, or none."
        ) from None
    return listener


def _served(pages: Flask, listener: socket.socket) -> Any:
    """The server of these pages. What is too large is refused before it is read, and what is no
    request of a browser is refused with the headers of every page.
    """
    from waitress.channel import HTTPChannel
    from waitress.server import create_server
    from waitress.task import ErrorTask

    from ccmcost.app.guard import HEADERS
    from ccmcost.app.uploads import LARGEST
    from ccmcost.words.speaker import english

    class Refusal(ErrorTask):
        def execute(self) -> None:
            request: Any = self.request
            error, say = request.error, english("app")
            key = "too_large" if error.code == 413 else "no_request"
            content = f"{say(key)}\n\n{say(f'why_{key}')}\n".encode()
            self.status = f"{error.code} {error.reason}"
            self.response_headers = [("Content-Type", "text/plain; charset=utf-8")]
            self.response_headers += HEADERS.items()
            self.content_length = len(content)
            self.set_close_on_finish()
            self.write(content)

    class Channel(HTTPChannel):
        error_task_class = Refusal

    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # tells nothing that a person can mend
    made: Any = create_server(
        pages,
        sockets=[listener],
        threads=THREADS,
        ident="",
        clear_untrusted_proxy_headers=True,
        max_request_body_size=LARGEST,
        max_request_header_size=1 << 16,
    )
    made.channel_class = Channel
    return made
