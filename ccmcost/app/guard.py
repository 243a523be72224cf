"""Who may ask: only the browser that opened the link of this server, on this very machine.

Any page that is open in the same browser can send requests to 127.0.0.1, and a name that someone
else owns can be made to lead there. So nothing is answered without the cookie that the first link
gave, under another name than those of this server, or, where something is to be done, from another
origin or without the token of a form that this server made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import NamedTuple

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Sent with every page: no code but our own files, no other host, no frame around it, no copy kept.

With `no-referrer` a browser would send no origin with a form.
"""


class Refused(NamedTuple):
    """Why a request is not answered."""

    status: int
    why: str


class Guard:
    """The secrets of one run of the server, which end with it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.key = secrets.token_urlsafe(24)
        """What the first link carries."""
        self._session = secrets.token_urlsafe(24)
        self._forms = secrets.token_bytes(32)
        self.hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def cookie(self) -> str:
        """The name of the cookie; two servers of one machine share the cookies of its name."""
        return f"ccmcost-{self.port}"

    def enters(self, key: str) -> str | None:
        """What the cookie holds for who has the link; None for a wrong one."""
        return self._session if hmac.compare_digest(key.encode(), self.key.encode()) else None

    def refused(
        self, method: str, host: str, headers: Mapping[str, str], cookie: str
    ) -> Refused | None:
        """Why a request is not answered, before anything of it is read; None if it is."""
        if host not in self.hosts:
            return Refused(421, "This server answers only under its own name.")
        site = headers.get("Sec-Fetch-Site", "none")
        is_own = hmac.compare_digest(cookie.encode(), self._session.encode())
        if not is_own:
            return Refused(
                403, "Open the link that ccmcost app printed; it is another one after each start."
            )
        if method in ("GET", "HEAD"):
            return None
        if headers.get("Origin", "") != f"http://{host}" or site not in ("none", "same-origin"):
            return Refused(403, "This did not come from a page of this server.")
        return None

    def form(self) -> str:
        """A token for a form: no two are the same, and nobody else can make one."""
        return self.marked(secrets.token_urlsafe(15))

    def marked(self, token: str) -> str:
        """A token as the form carries it."""
        return f"{token}.{self._mark(token)}"

    def token_of(self, form: str) -> str | None:
        """The token of a form that this server made, by which its line is booked once at most; None
        for any other text.
        """
        token, _, mark = form.partition(".")
        return token if hmac.compare_digest(mark.encode(), self._mark(token).encode()) else None

    def _mark(self, token: str) -> str:
        return hmac.new(self._forms, token.encode(), hashlib.sha256).hexdigest()[:32]
