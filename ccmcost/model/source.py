"""A file as it was read: its bytes once, its place in the data folder, its SHA-256."""

from __future__ import annotations

from typing import Literal, NamedTuple

Origin = Literal["workspace", "package", "command line"]


class SourceFile(NamedTuple):
    """A file that took part in a result.
    `name` is its place in the data folder; `shown` is how messages call it.
    """

    name: str
    origin: Origin
    content: bytes
    shown: str

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()


def own_content(source: SourceFile | None) -> bytes:
    """What a file of the workspace's own folder holds; empty where nothing stands there."""
    return source.content if source is not None and source.origin == "workspace" else b""
