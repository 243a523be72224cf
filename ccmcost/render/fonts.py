"""Where the fonts of pages are: DejaVu Sans comes with matplotlib, Chinese needs a font of the machine.

CCMCOST_FONTS (folders, separated as in PATH) takes the place of the usual folders in the search for a Chinese font.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import WriteError

VARIABLE = "CCMCOST_FONTS"
LATIN = "DejaVu Sans"
CHINESE = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK SC",
    "NotoSansCJKsc-Regular.otf": "Noto Sans CJK SC",
    "NotoSansSC-Regular.otf": "Noto Sans SC",
    "NotoSansSC-Regular.ttf": "Noto Sans SC",
    "SourceHanSansSC-Regular.otf": "Source Han Sans SC",
    "SourceHanSansCN-Regular.otf": "Source Han Sans CN",
    "msyh.ttc": "Microsoft YaHei",
    "PingFang.ttc": "PingFang SC",
}
"""File names of Chinese fonts, best first, and the family that each holds."""
_USUAL = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)


class Fonts(NamedTuple):
    """Families in order of preference, and the folders that hold them."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]


def fonts_for(language: str) -> Fonts:
    """The fonts of a language. Raises WriteError, which names the package to install, if there are none."""
    latin = _matplotlib_fonts()
    if language != "zh":
        return Fonts((LATIN,), (latin,))
    path, family = _chinese()
    return Fonts((family, LATIN), (path.parent, latin))


def _matplotlib_fonts() -> Path:
    spec = find_spec("matplotlib")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" if spec and spec.origin else None
    if folder is None or not (folder / "DejaVuSans.ttf").is_file():
        raise WriteError(
            "PDF files need the font DejaVu Sans, which comes with matplotlib, but it is not there. Nothing was written. "
            "Install ccmcost with all its packages, or print the results only: ccmcost apportion has --no-files."
        )
    return folder


def _chinese() -> tuple[Path, str]:
    found: dict[str, Path] = {}
    for root in _search_path():
        for folder, _, names in os.walk(root):
            for name in names:
                if name in CHINESE:
                    place = Path(folder) / name
                    found[name] = min(found.get(name, place), place)
    for name, family in CHINESE.items():
        if name in found:
            return found[name], family
    raise WriteError(
        "PDF files in Chinese need a Chinese font, and none was found. Nothing was written. Install one (on Debian and "
        f"Ubuntu the package fonts-noto-cjk), or name the folder that holds one in {VARIABLE}. "
        f"Known files: {', '.join(CHINESE)}. Other languages need none."
    )


def _search_path() -> list[Path]:
    chosen = os.environ.get(VARIABLE)
    folders = chosen.split(os.pathsep) if chosen else _USUAL
    return [Path(folder).expanduser() for folder in folders if folder]
