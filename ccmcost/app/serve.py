"""The server: this machine alone, until it is stopped."""

from __future__ import annotations

import socket

from ccmcost.errors import UsageError, WriteError

HOST = "127.0.0.1"
THREADS = 8


class Server:
    """The office of a data folder, on a port of this machine; 0 takes a free one.

    Raises UsageError if Flask or waitress is missing, WriteError if the port is taken.
    """

    def __init__(self, port: int, data: str | None, read_only: bool) -> None:
        try:
            from waitress.server import create_server
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
        self._server = create_server(
            site(self.office),
            sockets=[listener],
            threads=THREADS,
            ident="",
            clear_untrusted_proxy_headers=True,
        )

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
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise WriteError(
            f"port {port} of this machine cannot be used: {error.strerror}. Another ccmcost app "
            "may run there; choose another port with --port, or none."
        ) from None
    return listener
