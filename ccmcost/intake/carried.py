"""A PDF that ccmcost made, as it came back: its text, the files that it carries, its metadata, and
what its pages look like. Runs in the child process of extract.py.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from ccmcost.intake.pdf import opened
from ccmcost.intake.pdf import read as read_text

MOST_PAGES = 100
MOST_ATTACHED = 16 * 1024 * 1024
LARGEST_SIDE = 2_000
"""Points; A4 has 842."""
_XMP = re.compile(rb"<\?xpacket begin=.*?<\?xpacket end=", re.DOTALL)


def read(content: bytes) -> dict[str, Any]:
    """`pages` as of `pdf.read`, `attached` (name and text of each file that it carries), `info` and
    `xmp` (its metadata). Raises Refused for a document beyond the limits of a notice or an annex.
    """
    from ccmcost.intake.readers import Refused

    document = _opened(content)
    attached = []
    for index in range(min(document.count_attachments(), 20)):
        file = document.get_attachment(index)
        inside = bytes(file.get_data())
        if len(inside) > MOST_ATTACHED:
            raise Refused("the data attached to it are too large for a notice")
        attached.append([file.get_name(), inside.decode("utf-8", "replace")])
    xmp = _XMP.search(content)
    return {
        **read_text(content),
        "attached": attached,
        "info": {key: value for key, value in document.get_metadata_dict().items() if value},
        "xmp": xmp[0].decode("utf-8", "replace") if xmp else "",
    }


def read_drawn(content: bytes) -> dict[str, Any]:
    """`drawn`: the SHA-256 of each page as a picture, with all that is drawn over it."""
    document = _opened(content)
    drawn = []
    for page in document:
        picture = page.render(scale=1.5)
        drawn.append(hashlib.sha256(bytes(picture.buffer)).hexdigest())
    return {"drawn": drawn}


def _opened(content: bytes) -> Any:
    from ccmcost.intake.readers import Refused

    document = opened(content)
    document.init_forms()  # without it no field of a form is drawn
    if len(document) > MOST_PAGES:
        raise Refused(f"it has {len(document):,} pages, more than {MOST_PAGES} of a notice")
    if any(max(page.get_size()) > LARGEST_SIDE for page in document):
        raise Refused("its pages are larger than those of a notice")
    return document
