"""Where a workspace lies: a folder that a program copies about, or a disk of another machine, is no
place for a ledger.

SQLite needs locks that work and a file that nobody else replaces. A synchronised folder puts back
an older copy, or makes a second one when two machines write; many network disks grant every lock.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

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
            if any(_is(place, os.environ.get(setting)) for setting in settings):
                return name
    return ""


def _is(place: Path, setting: str | None) -> bool:
    return bool(setting) and place == Path(os.path.realpath(setting or ""))


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
