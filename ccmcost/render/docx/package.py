"""The ZIP that a DOCX is, without what changes from run to run: parts in a fixed order, one time for all."""

from __future__ import annotations

import io
import zipfile

FIRST = ("[Content_Types].xml", "_rels/.rels")
EPOCH = (1980, 1, 1, 0, 0, 0)


def fixed(content: bytes) -> bytes:
    """The same parts, the list of types first as word processors expect it, then in order of name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
