"""A DOCX template filled with text. Those of an office are filled in a process of their own, with limits.

A template that an office wrote can ask for a text of a thousand million letters or for a loop without end. What came with
ccmcost is filled here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from ccmcost.child import Child, Ended
from ccmcost.errors import DataError
from ccmcost.findings import Finding, Findings
from ccmcost.model.source import SourceFile
from ccmcost.render.docx.form import Form

SECONDS = 30.0
FINDINGS, DOCUMENT = b"F", b"D"
"""How an answer of the child begins."""


class Template:
    """One template, checked when it is made. Raises DataError with every field that no one provides."""

    def __init__(self, source: SourceFile, kind: str) -> None:
        self._source, self._kind = source, kind
        self._form = Form(source, kind) if source.origin == "package" else None
        if self._form is None:
            self._ask({})

    def fill(self, context: Mapping[str, Any], title: str, language: str, as_of: datetime.date) -> bytes:
        """The document as DOCX: the same context and day give the same bytes. Raises DataError if it cannot be filled."""
        if self._form is not None:
            return self._form.fill(context, title, language, as_of)
        return self._ask({"context": context, "title": title, "language": language, "as_of": as_of.isoformat()})

    def _ask(self, wish: Mapping[str, Any]) -> bytes:
        about = json.dumps({"kind": self._kind, "source": [*self._source[:2], self._source.shown], **wish}).encode()
        try:
            answer = _child().ask(len(about).to_bytes(8, "big") + about + self._source.content, SECONDS)
        except Ended as ended:
            findings = Findings()
            message = f"the template cannot be filled: {ended}. Look for loops and for texts that are repeated."
            findings.error("template-syntax", message, self._source.shown)
            raise DataError(findings.errors) from None
        if answer[:1] == FINDINGS:
            raise DataError(Finding(*each) for each in json.loads(answer[1:]))
        return answer[1:]


@cache
def _child() -> Child:
    return Child("ccmcost.render.docx.apart")
