"""Zipped office files: parts of limited size, and XML without document types or entities."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from ccmcost.intake.extract import Refused

MOST_PARTS = 5_000
LARGEST_PART = 48 * 1024 * 1024
DEEPEST = 200
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip file of an office document. Raises Refused for what is none, has too many parts or swells too far."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")
        raise Refused("it is an old or encrypted Office file" if locked else "it is no zipped office file") from None
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > 4 * LARGEST_PART:
        raise Refused("it unpacks to more than an office document can need")
    return package


def refuse_doctypes(package: zipfile.ZipFile) -> None:
    """Refuse XML that declares a document type or entities, in UTF-8 or UTF-16: the way to text that grows without end."""
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and _DOCTYPE.search(part(package, name).replace(b"\0", b"")):
            raise Refused("its XML declares a document type or entities")


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, read no further than the limit, whatever its header says."""
    with package.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Refused(f"its part {name} is larger than {LARGEST_PART:,} bytes")
    return content


def walk(content: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Any) -> None:
    """Read XML as events with local names. Document types and entities are refused; so is nesting beyond any use."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def refuse(*_: Any) -> None:
        raise Refused("its XML declares a document type or entities")

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("its XML is nested too deeply")
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, finish, text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"its XML is broken ({error})") from None
