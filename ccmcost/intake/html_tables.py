"""Tables of a saved web page as text cells. Scripts and marks set as superscript are left out."""

from __future__ import annotations

from html.parser import HTMLParser

MOST_CELLS = 200_000
_VOID_TEXT = frozenset(("script", "style", "sup", "template", "noscript"))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.text: list[str] = []
        self._open: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._hidden = 0
        self._count = 0

    @property
    def is_whole(self) -> bool:
        """False once cells were left out, since there are more than anyone means."""
        return self._count <= MOST_CELLS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID_TEXT:
            self._hidden += 1
        elif tag == "tr":
            self._open.append([])
        elif tag in ("td", "th"):
            self._cells.append([])
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID_TEXT:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th") and self._cells:
            self._count += 1
            cell = " ".join("".join(self._cells.pop()).split())
            if self._open and self.is_whole:
                self._open[-1].append(cell)
        elif tag == "tr" and self._open:
            row = self._open.pop()
            if any(row):
                self.rows.append(row)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.text.append(data)
        if self._cells:
            self._cells[-1].append(data)


def tables_of(html: str) -> tuple[tuple[tuple[str, ...], ...], str] | None:
    """All rows of all tables in order, innermost tables first, and the text of the page on one line.

    None for a page with more than `MOST_CELLS` cells.
    """
    parser = _Tables()
    parser.feed(html)
    parser.close()
    if not parser.is_whole:
        return None
    return tuple(tuple(row) for row in parser.rows), " ".join("".join(parser.text).split())
