"""PNG from pixels: no alpha, the size on paper, a title and a description for those who cannot see the picture.

Rows are stored as they are, at a middling level of compression: on charts that gives files smaller than the usual trial of
all filters on every row would in the same time, and that trial takes longer than drawing the chart.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AS_THEY_ARE = 0
_LEVEL = 3
_TRUE_COLOUR = 2


def png_bytes(pixels: np.ndarray[Any, np.dtype[np.uint8]], dots_per_inch: int, words: Mapping[str, str]) -> bytes:
    """A PNG from rows of red, green and blue (further channels are left out); `words` become its text chunks."""
    import numpy as np

    height, width = pixels.shape[:2]
    rows = np.empty((height, 1 + 3 * width), np.uint8)
    rows[:, 0] = _AS_THEY_ARE
    for channel in range(3):  # several times faster than one copy of all three
        rows[:, 1 + channel :: 3] = pixels[:, :, channel]
    per_metre = (dots_per_inch * 10_000 + 127) // 254
    chunks = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        *(_chunk(b"iTXt", _international(key, text)) for key, text in words.items()),
        _chunk(b"IDAT", zlib.compress(rows.data, _LEVEL)),
        _chunk(b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _international(key: str, text: str) -> bytes:
    return key.encode("latin-1") + b"\0\0\0en\0\0" + text.encode()
