"""Pages to PDF: one reused typst compiler for each language, data in, bytes out.

PDF/UA-1 together with PDF/A-3a: tagged, with title and language, fit for archives, the data attached, and a glyph that no
font holds is an error instead of a blank. Text reaches the template as JSON, so that no name can be read as markup.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ccmcost.errors import WriteError
from ccmcost.render.fonts import fonts_for

ASSETS = Path(__file__).resolve().parent.parent / "assets"


@cache
def _opened(folders: tuple[Path, ...]) -> Any:
    """The fonts of these folders, opened once for all compilers and threads; never those of the system or of typst."""
    from typst import Fonts

    return Fonts(False, False, [str(folder) for folder in folders])


class Press:
    """Sets one template in one language; `as_of` is the only date that reaches the file's own properties."""

    def __init__(self, template: str, language: str, as_of: datetime.date) -> None:
        from typst import Compiler

        fonts = fonts_for(language)
        self._families = list(fonts.families)
        self._language = language
        self._timestamp = (as_of - datetime.date(1970, 1, 1)).days * 86400
        self._compiler = Compiler(
            input=str(ASSETS / template),
            root=str(ASSETS),
            font_paths=_opened(fonts.folders),
        )

    def pdf(self, page: Mapping[str, Any], data: Mapping[str, Any], name: str) -> bytes:
        """One document; `name` is how errors call it. Raises WriteError if it cannot be set, as with an unknown glyph."""
        from typst import TypstError

        inputs = {
            "page": json.dumps({**page, "fonts": self._families}, ensure_ascii=False),
            "data": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
        }
        try:
            made = self._compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["ua-1", "a-3a"], timestamp=self._timestamp
            )
        except TypstError as error:
            raise WriteError(self._message(error, name)) from error
        assert isinstance(made, bytes)
        return made

    def _message(self, error: Exception, name: str) -> str:
        reason = str(error).strip().splitlines()[0]
        return (
            f"{name} ({self._language}) cannot be set as PDF: {reason}. Nothing was written. If a name or text in the data "
            f"has characters that {' and '.join(self._families)} lack, change it there, or use --no-files."
        )
