"""A workspace of one's own: a copy of the packaged data, places for reports and notices,
an empty ledger.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ccmcost.atomic import NEW, SECRET
from ccmcost.desk.questions import OFFICE, Answers, filled
from ccmcost.errors import UsageError
from ccmcost.ledger.store import create
from ccmcost.load.data import Data
from ccmcost.load.office import CONTACTS, EMPTY_CONTACTS, ISSUER
from ccmcost.load.reader import text_of
from ccmcost.publish import replacing, write_file
from ccmcost.words.speaker import english
from ccmcost.workspace import LEDGER, MARK, Workspace, packaged_data, relied_on, shown_path


def make_workspace(
    folder: Path, answers: Answers | None = None, files: Mapping[str, bytes] | None = None
) -> tuple[str, ...]:
    """Make data, reports, notices and an empty ledger in `folder`; returns what was made.
    `answers` are what the office says of itself; `files` are the data of another convention.

    A data folder that exists is a UsageError, unless it is an office's own and only lacks its
    ledger. Nothing that exists is changed.
    """
    folder = _plain(folder)
    workspace = Workspace(folder / "data", packaged_data())
    if is_begun(folder):
        return _beside(folder, workspace)
    data, packaged = workspace.data, workspace.packaged
    issuer = filled(OFFICE, office_text(folder), answers or {})
    if files is None:
        paths = (path for path in sorted(packaged.rglob("*")) if path.is_file())
        files = {path.relative_to(packaged).as_posix(): path.read_bytes() for path in paths}
    with replacing(data, lambda _: None, part_of_workspace=True) as staging:
        for name, content in files.items():
            if name != ISSUER:
                staging.write(name, content, NEW)
        staging.write(ISSUER, issuer.encode(), SECRET)
        staging.write(CONTACTS, EMPTY_CONTACTS.encode(), SECRET)
    assert (data / MARK).is_file()
    return (data.as_posix(), *_beside(folder, workspace))


def _plain(folder: Path) -> Path:
    """A way through a folder that is not there leads nowhere, though its end is plain."""
    return Path(os.path.realpath(folder)) if ".." in folder.parts else folder


def is_made(folder: Path) -> bool:
    """Whether a workspace stands there as a whole: its ledger is the last thing that is made."""
    return (folder / "data" / MARK).is_file() and (folder / LEDGER).exists()


def is_begun(folder: Path) -> bool:
    """Whether a workspace stands there that only lacks its ledger. Raises UsageError where none can
    be made.
    """
    folder = _plain(folder)
    if relied_on(folder) and not (folder / LEDGER).exists():
        raise UsageError(
            f'"{folder}" belongs to {relied_on(folder)}. Choose another folder: ccmcost init '
            "office."
        )
    data = folder / "data"
    if is_packaged(folder):
        raise UsageError(
            f'"{data}" holds the data that came with ccmcost. Name a folder of your own: ccmcost '
            "init office."
        )
    if (data / MARK).is_file() and not (folder / LEDGER).exists():
        return True
    if data.exists():
        raise UsageError(
            f'"{data}" exists already. ccmcost init never overwrites data; choose another folder. '
            'To change what it says of the office and its bank: "ccmcost init --office".'
        )
    return False


def office_text(folder: Path) -> str:
    """What issuer.toml says in a workspace; the packaged one where there is none yet.
    Raises DataError if it cannot be read.
    """
    data = _data_of(folder)
    source = data.file(ISSUER)
    text = text_of(source, data.findings) if source else None
    data.findings.stop_on_errors()
    return text or ""


def languages_of_office(folder: Path) -> tuple[str, ...]:
    """The languages of the convention of a workspace, or of the packaged data."""
    data = _data_of(folder)
    return data.checked(data.convention).languages


def _data_of(folder: Path) -> Data:
    here, packaged = folder / "data", packaged_data()
    return Data(Workspace(here if here.is_dir() else packaged, packaged))


def need_workspace(folder: Path) -> None:
    """Raise UsageError where no workspace stands."""
    if not (folder / "data" / MARK).is_file() or is_packaged(folder):
        raise UsageError(
            f'there is no workspace in "{shown_path(folder)}". Make one with "ccmcost init".'
        )


def is_packaged(folder: Path) -> bool:
    """Whether a folder holds the data that came with ccmcost."""
    return (folder / "data").resolve() == packaged_data().resolve()


def change_office(folder: Path, answers: Answers) -> Path:
    """Write what the office says of itself into the workspace that stands there; its file."""
    path = folder / "data" / ISSUER
    write_file(path, filled(OFFICE, office_text(folder), answers).encode(), mode=SECRET)
    return path


def change_convention(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write what was answered into the data folder of another convention; the files that differ."""
    paths = {folder / "data" / name: text.encode() for name, text in texts.items()}
    changed = {path: text for path, text in paths.items() if path.read_bytes() != text}
    for path, text in changed.items():
        write_file(path, text)
    return tuple(changed)


def _beside(folder: Path, workspace: Workspace) -> tuple[str, ...]:
    made = []
    for name, place in {"reports": folder / "reports", "notices": workspace.notices}.items():
        if not place.exists():
            with replacing(place, lambda _: None, part_of_workspace=True) as staging:
                staging.write("README.md", english()(f"readme_{name}").encode())
            made.append(place)
    readme = folder / "README.md"
    if not readme.exists():
        write_file(readme, english()("readme_office").encode())
        made.append(readme)
    if not workspace.ledger.exists():
        create(workspace.ledger)
        made.append(workspace.ledger)
    return tuple(path.as_posix() for path in made)


MOUNTS = Path("/proc/mounts")
_SERVICES = {
    "OneDrive": "onedrive",
    "SharePoint": "sharepoint",
    "Dropbox": "dropbox",
    "Google Drive": "google ?drive|my drive",
    "iCloud": r"icloud(?: ?drive)?|icloud~.*|mobile documents|com~apple~clouddocs",
    "Nextcloud": "nextcloud",
    "ownCloud": "owncloud",
    "a cloud service": "cloudstorage",
}
_BY_NAME = {
    name: re.compile(rf"(?:{form})(?:\s*[-(].*)?", re.IGNORECASE)
    for name, form in _SERVICES.items()
}
"""Names of the folders that the programs make, such as `OneDrive - United Nations`."""
_BY_FILE = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log",),
    "ownCloud": (".owncloudsync.log",),
    "Syncthing": (".stfolder",),
}
"""What the programs leave at the top of a folder that a person named otherwise."""
_BY_SETTING = {"OneDrive": ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
"""Environment variables that hold the folder, as Windows has them."""
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|afpfs|ncpfs|ceph|lustre|beegfs|gfs2?|glusterfs|davfs2?"
    r"|fuse\.(?:sshfs|glusterfs|rclone|davfs2?|onedriver|google-drive-ocamlfuse|gvfsd-fuse|s3fs"
    r"|ceph|smbnetfs)"
)
"""Kinds of file systems that lie on another machine, as /proc/mounts names them."""


def shared_place(folder: Path) -> str:
    """What makes a folder a synchronised or network one, such as `a folder of OneDrive`;
    empty if nothing is seen.
    """
    if str(folder).startswith(("\\\\", "//")):
        return f"a network folder ({folder})"
    there = Path(os.path.realpath(folder))
    service = _service(there)
    if service:
        return f"a folder of {service}"
    kind = _network(there)
    return f"a network disk ({kind})" if kind else ""


def _service(there: Path) -> str:
    for place in (there, *there.parents):
        for name, form in _BY_NAME.items():
            if form.fullmatch(place.name):
                return name
        for name, files in _BY_FILE.items():
            if any(os.path.lexists(place / file) for file in files):
                return name
        for name, settings in _BY_SETTING.items():
            set_there = filter(None, map(os.environ.get, settings))
            if any(place == Path(os.path.realpath(each)) for each in set_there):
                return name
    return ""


def _network(there: Path) -> str:
    """The kind of the file system that holds a path, if it is one of another machine."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    kind, longest = "", -1
    for line in lines:
        words = line.split(" ")
        point = (
            Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), words[1]))
            if len(words) > 2
            else None
        )
        if point is not None and there.is_relative_to(point) and len(point.parts) >= longest:
            kind, longest = words[2], len(point.parts)
    return kind if _NETWORK.fullmatch(kind) else ""


def warning_of(folder: Path) -> str:
    """What to say of a workspace that lies in such a place; empty if it does not."""
    place = shared_place(folder)
    return (
        f"{folder.absolute()} is in {place}: copies made behind its back can damage a ledger or "
        "bring back an older one. Keep the workspace on a disk of this machine, and copy "
        "backups to the shared place."
        if place
        else ""
    )
