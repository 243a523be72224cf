"""The ZIP that a DOCX is, without what changes from run to run: parts in a fixed order, one time for all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST = ("[Content_Types].xml", "_rels/.rels")
EPOCH = (1980, 1, 1, 0, 0, 0)


_CORE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_OF_LIBREOFFICE = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"


def fixed(content: bytes) -> bytes:
    """The same parts, the list of types first as word processors expect it, then in order of name."""
    return _repacked(content, {})


def readable(content: bytes) -> bytes:
    """A template as the library reads it.

    LibreOffice links the document's properties under a name of its own. The library does not know it and would add a second
    part under the same file name, which no word processor opens.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("_rels/.rels")
    return _repacked(content, {"_rels/.rels": links.replace(_CORE_OF_LIBREOFFICE, _CORE)})


def _repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(entry, changed[name] if name in changed else source.read(name))
    return buffer.getvalue()
