"""How text breaks into lines."""

from __future__ import annotations

from ccmcost.render.charts.lettering import clean, text_width


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Text in lines no wider than `width`; a word that is wider by itself is broken."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        wider = f"{line} {word}" if line else word
        if text_width(wider, size, bold) <= width:
            line = wider
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, size, bold)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter, size, bold) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def wrap_evenly(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """As `wrap`, with as few lines, but lines of nearly the same length."""
    text = clean(text)
    lines = wrap(text, width, size, bold)
    narrow = text_width(text, size, bold) / max(1, len(lines))
    while len(lines) > 1 and narrow < width:
        even = wrap(text, narrow, size, bold)
        if len(even) == len(lines):
            return even
        narrow += size / 2
    return lines


def cut(text: str, width: float, size: float, bold: bool = False) -> str:
    """Text that fits; what is too long ends in an ellipsis."""
    text = clean(text)
    if text_width(text, size, bold) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size, bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
