"""A folder that one command owns: its files and a manifest of them, published as one set.

`document` in the manifest names what the files are together; a command never replaces the files of another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.errors import WriteError
from ccmcost.manifest import NAME, made_here, manifest_in, outputs_of
from ccmcost.publish import refuse_relied_on, replacing
from ccmcost.tables.json_text import json_text

About = Mapping[str, object]
MANY = 4
"""More files than this in one subfolder are told as a number."""


def with_manifest(
    files: Mapping[str, bytes], about: About, name: str = NAME, kept: Iterable[dict[str, Any]] = ()
) -> dict[str, bytes]:
    """The files and a manifest with the SHA-256 of each, under `name`; `kept` are entries of files that stay."""
    outputs = sorted([*outputs_of(files), *kept], key=lambda each: str(each["path"]))
    return {**files, name: json_text({"made_by": f"ccmcost {__version__}", **about, "outputs": outputs}).encode()}


def kept_outputs(folder: Path, stays: Callable[[str], bool]) -> list[dict[str, Any]]:
    """The entries of a folder's manifest whose files stay, with the SHA-256 of the day they were made.

    A change since then stays visible, and the file is set aside when its turn to be replaced comes.
    """
    found = manifest_in(folder)
    earlier = found[1]["outputs"] if found else []
    return [each for each in earlier if stays(each["path"]) and (folder / each["path"]).is_file()]


def publish_folder(folder: Path, files: Mapping[str, bytes], about: About, name: str = NAME) -> tuple[str, ...]:
    """Replace `folder` by the files and their manifest, all or nothing; returns the paths.

    Raises WriteError if it holds the files of another command, or files that ccmcost did not make and nothing else.
    """
    refuse_other_work(folder, about["document"])
    everything = with_manifest(files, about, name)
    with replacing(folder, made_here) as staging:
        for path, content in sorted(everything.items()):
            staging.write(path, content)
    return tuple((folder / path).as_posix() for path in sorted(everything))


def publish_beside(
    folder: Path, files: Mapping[str, bytes], about: About, keep: Callable[[str], bool] = lambda _: True
) -> tuple[str, ...]:
    """Write `files` into `folder`, all or nothing; returns their paths.

    Earlier files of the same command stay if they are not written anew and `keep` says so. The manifest lists them with the
    SHA-256 of the day they were made: a change since then stays visible. Raises WriteError as publish_folder does.
    """
    refuse_other_work(folder, about["document"])

    def stays(path: str) -> bool:
        return path != NAME and path not in files and keep(path)

    with replacing(folder, made_here, keep=stays) as staging:
        for path, content in sorted(with_manifest(files, about, kept=kept_outputs(folder, stays)).items()):
            staging.write(path, content)
    return tuple((folder / path).as_posix() for path in sorted(files))


def refuse_other_work(folder: Path, document: object) -> None:
    """A folder is replaced as a whole, so that of another command must not be named by mistake. Raises WriteError."""
    refuse_relied_on(folder)
    found = manifest_in(folder)
    if found is not None and found[1].get("document") != document:
        raise WriteError(f"{folder} holds the files of another command. Choose another folder with --out.")


def told(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Files as a person is told of them: paths; of a subfolder with many, its path and their number."""
    by_place: dict[str, list[str]] = {}
    for name in sorted(names):
        by_place.setdefault(name.rpartition("/")[0], []).append((folder / name).as_posix())
    lines: list[str] = []
    for place, paths in by_place.items():
        many = place and len(paths) > MANY
        lines += [f"{(folder / place).as_posix()}/ ({len(paths)} files)"] if many else paths
    return tuple(lines)
