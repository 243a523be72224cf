"""The e-mail that goes with a note: an unsent draft that a mail program opens for editing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from ccmcost.documents.letters import Kind
from ccmcost.model.office import Contact, is_address
from ccmcost.text import blanked
from ccmcost.words.speaker import Speaker

UNFOLDED = SMTP.clone(max_line_length=900)
"""Headers are not folded: where one with accents is, Python's library writes a second blank."""
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2069"))


def mail_of(
    kind: Kind, fields: Mapping[str, Any], words: Speaker, names: Sequence[str]
) -> tuple[str, str]:
    """Subject and text of the mail that goes with a note; `names` are the files attached to it. The
    note itself is listed before them: the office attaches it when it is initialled and sealed.
    """
    note = words("note_of_day", reference=fields["reference"], day=fields["date"])
    attached = "\n".join([words("mail_attached"), *(f"- {name}" for name in (note, *names))])
    parts = [words("mail_greeting"), words(f"mail_{kind}", **fields), attached]
    parts.append("\n".join([words("mail_close"), fields["issuer"], fields["contact"]]))
    return words(f"mail_subject_{kind}", **fields), "\n\n".join(parts) + "\n"


def mail_draft(
    to: Contact, sender: str, subject: str, text: str, files: Sequence[tuple[str, bytes]]
) -> bytes:
    """The draft as the bytes of an .eml file; the same draft gives the same bytes. `files` are PDF
    attachments by name.

    Addresses are plain ones (`load_contacts` sees to it; `sender` may be none) and every header is
    one line, so that no name can add a header.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(sender):
        message["From"] = Address(addr_spec=sender)
    message["To"] = [
        Address(display_name=_line(to.mission), addr_spec=email) for email in to.emails
    ]
    message["Subject"] = _line(subject)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if files:
        # A boundary that depends on nothing but the draft; as a hash it cannot stand in one of its
        # parts.
        seal = hashlib.sha256(repr((to, subject, text, [name for name, _ in files])).encode())
        for _, content in files:
            seal.update(content)
        message.set_boundary(f"=_{seal.hexdigest()[:40]}")
    return message.as_bytes(policy=UNFOLDED)


def _line(text: str) -> str:
    """A text as a header holds it: on one line, with plain blanks and without characters that
    control direction.
    """
    return " ".join(blanked(text.translate(_ISOLATES)).split())
