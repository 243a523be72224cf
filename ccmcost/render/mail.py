"""Unsent e-mail drafts (.eml): a mail program opens them for editing; nothing is sent from here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from ccmcost.model.contact import Contact, is_address
from ccmcost.text import blanked


class Draft(NamedTuple):
    """What a draft says; `files` are the attachments, (name, PDF) each. `sender` may be empty."""

    to: Contact
    sender: str
    subject: str
    text: str
    files: Sequence[tuple[str, bytes]]


def mail_draft(draft: Draft) -> bytes:
    """The draft as the bytes of an .eml file; the same draft gives the same bytes.

    Addresses are plain ones (`load_contacts` sees to it) and every header is one line, so that no name can add a header.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(draft.sender):
        message["From"] = Address(addr_spec=draft.sender)
    message["To"] = [Address(display_name=_line(draft.to.mission), addr_spec=email) for email in draft.to.emails]
    message["Subject"] = _line(draft.subject)
    message.set_content(draft.text, charset="utf-8", cte="quoted-printable")
    for name, content in draft.files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if draft.files:
        message.set_boundary(_boundary(draft))
    return message.as_bytes()


def _line(text: str) -> str:
    return " ".join(blanked(text).split())


def _boundary(draft: Draft) -> str:
    """A boundary that depends on nothing but the draft; as a hash it cannot stand in one of its parts."""
    seal = hashlib.sha256(repr((draft.to, draft.subject, draft.text, [name for name, _ in draft.files])).encode())
    for _, content in draft.files:
        seal.update(content)
    return f"=_{seal.hexdigest()[:40]}"
