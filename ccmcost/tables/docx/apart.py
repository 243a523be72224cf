"""The child process of template.py: a template and what to fill in,
the document or findings back.
"""

from __future__ import annotations

import json
from functools import lru_cache

from ccmcost.child import serve
from ccmcost.errors import DataError
from ccmcost.model.calendar import day_of
from ccmcost.model.source import SourceFile
from ccmcost.tables.docx.form import Form
from ccmcost.tables.docx.template import DOCUMENT, FINDINGS


def answer(request: bytes) -> bytes:
    """The template checked, or filled if there is a context."""
    size = int.from_bytes(request[:8], "big")
    about, content = json.loads(request[8 : 8 + size]), request[8 + size :]
    name, origin, shown = about["source"]
    try:
        form = _form(SourceFile(name, origin, content, shown), about["kind"])
        if "context" not in about:
            return DOCUMENT
        day = day_of(about["as_of"])
        return DOCUMENT + form.fill(about["context"], about["title"], about["language"], day)
    except DataError as error:
        return FINDINGS + json.dumps(error.findings).encode()


@lru_cache(maxsize=8)
def _form(source: SourceFile, kind: str) -> Form:
    return Form(source, kind)


if __name__ == "__main__":
    serve(answer)
