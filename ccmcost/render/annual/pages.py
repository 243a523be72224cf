"""A document as PDF and as one HTML file: the same plain values through two templates."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from ccmcost.tables.html import render
from ccmcost.tables.pdf import Press

_HASH = "sha256-to-be-computed"


def report_pdf(page: Mapping[str, Any], data: Mapping[str, Any], pictures: Mapping[str, bytes], as_of: date) -> bytes:
    """The PDF. `pictures` are SVG documents by name. Raises WriteError if it cannot be set."""
    kinds = {block["kind"] for section in page["sections"] for block in section["blocks"]}
    shown = {name: picture.decode() for name, picture in pictures.items()}
    more = {"pictures": shown, "has_tables": "table" in kinds, "has_figures": "figure" in kinds}
    return Press("report.typ", page["lang"], as_of).pdf({**page, **more}, data, "the annual report")


def report_html(page: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """The HTML file: pictures as data, no script, and a policy that knows its one style by hash."""
    shown = {name: f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}" for name, picture in pictures.items()}
    made = render("report.html.j2", **page, pictures=shown, style_hash=_HASH)
    style = made.partition(b"<style>")[2].partition(b"</style>")[0]
    found = "sha256-" + base64.b64encode(hashlib.sha256(style).digest()).decode()
    return made.replace(_HASH.encode(), found.encode(), 1)
