"""`ccmcost doctor`: what ccmcost stands on here, what is missing, and what to do about it.
Changes nothing.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from ccmcost import __version__
from ccmcost.atomic import is_open_to_others
from ccmcost.clock import as_of_day
from ccmcost.desk.foreign import check_foreign
from ccmcost.desk.init import shared_place, warning_of
from ccmcost.errors import CcmcostError
from ccmcost.load.coding import ACCOUNTS
from ccmcost.load.data import Data
from ccmcost.load.office import ISSUER
from ccmcost.tables.page import fonts_for
from ccmcost.workspace import MARK, Workspace, shown_path

State = Literal["ok", "missing", "optional", "warning"]

PACKAGES = {
    "typer": "commands",
    "pandas": "tables for Python",
    "numpy": "forecasts",
    "openpyxl": "reading workbooks",
    "xlsxwriter": "writing workbooks",
    "matplotlib": "charts",
    "PIL": "pictures of charts",
    "typst": "PDF files",
    "fontpkg_noto_sans": "the type of PDF files",
    "fontpkg_noto_sans_arabic": "the type of PDF files in Arabic",
    "tomlkit": "changing data files",
    "jinja2": "HTML pages",
    "docxtpl": "letters",
    "defusedxml": "reading XML that other programs wrote",
    "icalendar": "calendars",
}
"""Packages that ccmcost needs, by the name that Python imports, and what for."""

EXTRAS = {
    "pypdfium2": ("documents", "reading official documents in PDF"),
    "mt940": ("bank", "reading bank statements in MT940"),
    "stdnum": ("bank", "checking IBAN, BIC and routing numbers"),
}
"""Packages of an extra: its name, and what for."""

FILES = (
    *(MARK, "meetings.toml", "costs.toml", "treaty_status.csv"),
    *("states.csv", "state_names.csv", "state_order.csv", "organizations.csv"),
)
FOLDERS = {"participants": ".csv", "rules": ".toml", "un_scale": ".csv"}


class Check(NamedTuple):
    """One thing looked at: what was found, and what to do unless it is there.
    Only `missing` stops work.
    """

    what: str
    state: State
    found: str
    to_do: str = ""


def examine(workspace: Workspace) -> tuple[Check, ...]:
    """All checks, in the order in which a person would mend what is missing."""
    return (
        *_program(),
        _font("font", "en", "missing"),
        _font("Chinese font", "zh", "optional"),
        *_data(workspace),
        _issuer(workspace),
        _accounts(workspace),
        _ledger(workspace),
        *_places(workspace),
        _clock(),
    )


def _program() -> list[Check]:
    missing = [f"{name} ({use})" for name, use in PACKAGES.items() if find_spec(name) is None]
    packages = Check("packages", "ok", f"all {len(PACKAGES)} are there")
    if missing:
        told = f"not there: {', '.join(missing)}"
        packages = Check("packages", "missing", told, "Install ccmcost with its packages.")
    about = f"{__version__} on Python {platform.python_version()}"
    found = [Check("ccmcost", "ok", about), packages]
    for name, (extra, use) in EXTRAS.items():
        if find_spec(name) is not None:
            found.append(Check(f"extra {extra} ({name})", "ok", name))
        else:
            to_do = f'For {use}: pip install "ccmcost[{extra}]".'
            found.append(
                Check(f"extra {extra} ({name})", "optional", f"{name} is not there", to_do)
            )
    return found


def _font(what: str, language: str, otherwise: State) -> Check:
    try:
        fonts = fonts_for(language)
    except CcmcostError as error:
        return Check(
            what, otherwise, "none was found", str(error).replace("Nothing was written. ", "")
        )
    return Check(what, "ok", fonts.families[0])


def _data(workspace: Workspace) -> list[Check]:
    found = Check("data folder", "ok", f"{shown_path(workspace.data)}, a workspace's own")
    if workspace.is_packaged:
        found = Check(
            "data folder",
            "optional",
            f"{shown_path(workspace.data)}, the copy that came with ccmcost",
            'Commands that write data need a workspace: "ccmcost init".',
        )
    files = (_file(workspace, name) for name in FILES)
    folders = (_files(workspace, folder, suffix) for folder, suffix in FOLDERS.items())
    return [found, *files, *folders, _readable(workspace)]


def _file(workspace: Workspace, name: str) -> Check:
    for folder, origin in workspace.folders(name):
        if (folder / name).is_file():
            if not os.access(folder / name, os.R_OK):
                return Check(name, "missing", "cannot be read", "Change its permissions.")
            return Check(name, "ok", f"from the {origin}")
    return Check(name, "missing", "not there", "Restore it: ccmcost help data says what it holds.")


def _files(workspace: Workspace, folder: str, suffix: str) -> Check:
    origins: dict[str, str] = {}
    for root, origin in workspace.folders(f"{folder}/"):
        for path in sorted((root / folder).glob(f"*{suffix}")):
            origins.setdefault(path.name, origin)
    if not origins:
        to_do = "Restore them: ccmcost help data says what they hold."
        return Check(f"{folder}/", "missing", f"no {suffix} file", to_do)
    counts = sorted(Counter(origins.values()).items())
    told = ", ".join(f"{count} from the {origin}" for origin, count in counts)
    return Check(f"{folder}/", "ok", told)


def _readable(workspace: Workspace) -> Check:
    data = Data(workspace)
    try:
        convention = data.convention
        check_foreign(data)
    except CcmcostError as error:
        return Check("convention", "missing", "cannot be read", str(error))
    if count := len(data.findings.errors):
        to_do = "Bill nothing with it: ccmcost check names each."
        return Check("convention", "missing", f"{count} files are another convention's", to_do)
    return Check("convention", "ok", f"{convention.name}; all other data: ccmcost check")


def _issuer(workspace: Workspace) -> Check:
    data = Data(workspace)
    try:
        issuer = data.checked(data.issuer)
    except CcmcostError as error:
        return Check(ISSUER, "missing", "cannot be read", str(error))
    if issuer.gaps:
        to_do = "Notices show the gaps, and none can be issued: ccmcost init --office asks."
        return Check(ISSUER, "optional", f"empty: {', '.join(issuer.gaps)}", to_do)
    return Check(ISSUER, "ok", "complete")


def _accounts(workspace: Workspace) -> Check:
    data = Data(workspace)
    try:
        coding = data.checked(data.coding)
    except CcmcostError as error:
        return Check(ACCOUNTS, "missing", "cannot be read", str(error))
    if not coding.is_used:
        to_do = "Needed only for the journal of the accounting system: ccmcost ledger journal."
        return Check(ACCOUNTS, "optional", "not filled in", to_do)
    told = f"names {sum(map(bool, coding.accounts.values()))} of {len(coding.accounts)} accounts"
    return Check(ACCOUNTS, "ok", told)


def _ledger(workspace: Workspace) -> Check:
    if not workspace.ledger.is_file():
        to_do = 'Needed only to issue and to record: "ccmcost init" makes one.'
        return Check("ledger", "optional", "none here", to_do)
    from ccmcost.ledger.schema import VERSION
    from ccmcost.ledger.store import schema_of

    try:
        version = schema_of(workspace.ledger)
    except CcmcostError as error:
        return Check("ledger", "missing", "cannot be used", str(error))
    shown = shown_path(workspace.ledger)
    if not os.access(workspace.ledger, os.W_OK):
        to_do = f"Change the permissions of {shown}."
        return Check("ledger", "missing", "cannot be written", to_do)
    if is_open_to_others(workspace.ledger):
        to_do = (
            "Others on this machine can read it. The next event that is recorded ends that; or: "
            f"chmod 600 {shown}."
        )
        return Check("ledger", "warning", f"{shown} is open to others than its owner", to_do)
    older = f", brought forward to {VERSION} when it is next used" if version < VERSION else ""
    told = f"{shown}, schema {version}{older}; its proof: ccmcost ledger verify"
    return Check("ledger", "ok", told)


def _places(workspace: Workspace) -> list[Check]:
    places = {"reports folder": workspace.reports}
    if not workspace.is_packaged:
        places |= {"data can be changed": workspace.data, "notices folder": workspace.notices}
    found = [_writable(what, path) for what, path in places.items()]
    if not workspace.is_packaged:
        place = shared_place(workspace.data.parent)
        to_do = warning_of(workspace.data.parent)
        found.append(
            Check("place", "warning" if place else "ok", place or "a disk of this machine", to_do)
        )
    return found


def _writable(what: str, path: Path) -> Check:
    there = path.absolute()
    while not there.exists():
        there = there.parent
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Check(what, "ok", shown_path(path) + ("" if path.exists() else ", made when needed"))
    to_do = f"You may not write to {there}. Change its permissions, or work in another folder."
    return Check(what, "missing", f"{shown_path(path)} cannot be written", to_do)


def _clock() -> Check:
    fixed = " by SOURCE_DATE_EPOCH" if "SOURCE_DATE_EPOCH" in os.environ else ""
    try:
        return Check("day", "ok", f"{as_of_day()}{fixed}")
    except CcmcostError as error:
        return Check("day", "missing", "unknown", str(error))
