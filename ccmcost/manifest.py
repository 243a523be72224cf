"""What was read, which rule, what was written: hashes and versions, so that anyone can check a
folder later.

A folder is published as one set with its manifest. `document` in it names what the files are
together; a command never replaces the files of another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.atomic import NEW
from ccmcost.errors import WriteError
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.publish import refuse_relied_on, replacing

NAME = "manifest.json"
SPECIMEN = "SPECIMEN-"
About = Mapping[str, object]
MANY = 4
"""More files than this in one subfolder are told as a number."""


def file_name(result: Apportionment, name: str) -> str:
    """The name of an output; `SPECIMEN-` stands before it while the cost is illustrative."""
    return specimen_name(name, result.is_specimen)


def specimen_name(name: str, is_specimen: bool) -> str:
    """The path with `SPECIMEN-` before the name of the file, if it is one."""
    folder, slash, base = name.rpartition("/")
    return f"{folder}{slash}{SPECIMEN if is_specimen else ''}{base}"


def outputs_of(
    files: Mapping[str, bytes], earlier: Iterable[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Each file with its size and SHA-256, in order of path;
    `earlier` are entries of files that stay as an earlier run wrote them, with the SHA-256 of that
    day.
    """
    made = (
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in files.items()
    )
    return sorted([*made, *earlier], key=lambda each: str(each["path"]))


def inputs_of(sources: Iterable[SourceFile]) -> list[dict[str, str]]:
    """Each file that was read, where it came from, and its SHA-256."""
    return [
        {"name": source.name, "origin": source.origin, "sha256": source.sha256}
        for source in sources
    ]


def rule_of(rule: Rule) -> dict[str, str]:
    """The rule by id and the SHA-256 of its file."""
    return {"id": rule.id, "sha256": hashlib.sha256(rule.text.encode()).hexdigest()}


def manifest(
    result: Apportionment,
    outputs: Mapping[str, bytes],
    as_of: date,
    earlier: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The manifest of a folder. `outputs` are all files but the manifest itself, by path relative
    to the folder; `earlier` as in `outputs_of`.
    """
    return {
        "made_by": f"ccmcost {__version__}",
        "as_of": as_of.isoformat(),
        "convention": result.convention.id,
        "meeting": result.meeting.id if result.meeting else None,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": rule_of(result.rule),
        "list": {
            "status": result.list.status,
            "with": list(result.added),
            "without": list(result.removed),
        },
        "cost": {
            "total": str(result.cost.total),
            "status": result.cost.status,
            "version": result.cost.version,
        },
        "inputs": inputs_of(result.sources),
        "outputs": outputs_of(outputs, earlier),
    }


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A manifest as it stands, or None if there is none or the file is none;
    `outputs` all have a path and a SHA-256.
    """
    try:
        return parsed(path.read_bytes())
    except OSError:
        return None


def parsed(content: bytes) -> dict[str, Any] | None:
    """The manifest that a file holds, or None if it is none of ccmcost."""
    try:
        document = json.loads(content)
        texts = [
            document["made_by"],
            *(output[key] for output in document["outputs"] for key in ("path", "sha256")),
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    ours = all(isinstance(text, str) for text in texts) and texts[0].startswith("ccmcost ")
    return document if ours else None


def manifest_in(folder: Path) -> tuple[str, dict[str, Any]] | None:
    """The name and the content of a folder's manifest; None if it has none of ccmcost."""
    for name in (NAME, SPECIMEN + NAME):
        document = read_manifest(folder / name)
        if document is not None:
            return name, document
    return None


def made_here(folder: Path) -> Mapping[str, str] | None:
    """The files of a folder that its manifest lists, each with its SHA-256, and the manifest
    itself, of which none is known.

    None if the folder has no manifest of ccmcost.
    """
    found = manifest_in(folder)
    return (
        {**{output["path"]: output["sha256"] for output in found[1]["outputs"]}, found[0]: ""}
        if found
        else None
    )


def with_manifest(
    files: Mapping[str, bytes], about: About, name: str = NAME, kept: Iterable[dict[str, Any]] = ()
) -> dict[str, bytes]:
    """The files and a manifest with the SHA-256 of each, under `name`;
    `kept` are entries of files that stay.
    """
    outputs = outputs_of(files, kept)
    document = {"made_by": f"ccmcost {__version__}", **about, "outputs": outputs}
    return {**files, name: json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"}


def kept_outputs(folder: Path, stays: Callable[[str], bool]) -> list[dict[str, Any]]:
    """The entries of a folder's manifest whose files stay, with the SHA-256 of the day they were
    made.

    A change since then stays visible, and the file is set aside when its turn to be replaced comes.
    """
    found = manifest_in(folder)
    earlier = found[1]["outputs"] if found else []
    return [each for each in earlier if stays(each["path"]) and (folder / each["path"]).is_file()]


def publish_folder(
    folder: Path,
    files: Mapping[str, bytes],
    about: About,
    name: str = NAME,
    keep: Callable[[str], bool] = lambda _: False,
    mode: int = NEW,
) -> tuple[str, ...]:
    """Replace `folder` by the files and their manifest, all or nothing; returns the paths.

    Earlier files of the same command stay if they are not written anew and `keep` says so. The
    manifest lists them with the SHA-256 of the day they were made: a change since then stays
    visible. Raises WriteError if the folder holds the files of another command, or files that
    ccmcost did not make and nothing else.
    """
    refuse_other_work(folder, about["document"])

    def stays(path: str) -> bool:
        return path != name and path not in files and keep(path)

    with replacing(folder, made_here, keep=stays) as staging:
        everything = with_manifest(files, about, name, kept_outputs(folder, stays))
        for path, content in sorted(everything.items()):
            staging.write(path, content, mode)
    return tuple((folder / path).as_posix() for path in sorted(everything))


def publish_beside(
    folder: Path,
    files: Mapping[str, bytes],
    about: About,
    keep: Callable[[str], bool] = lambda _: True,
    mode: int = NEW,
) -> tuple[str, ...]:
    """Write `files` into `folder` beside earlier ones of the same command, as `publish_folder`;
    returns their paths.
    """
    publish_folder(folder, files, about, keep=keep, mode=mode)
    return tuple((folder / path).as_posix() for path in sorted(files))


def refuse_other_work(folder: Path, document: object) -> None:
    """A folder is replaced as a whole, so that of another command must not be named by mistake.
    Raises WriteError.
    """
    refuse_relied_on(folder)
    found = manifest_in(folder)
    if found is not None and found[1].get("document") != document:
        raise WriteError(
            f"{folder} holds the files of another command. Choose another folder with --out."
        )


def told(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Files as a person is told of them: paths; of a subfolder with many,
    its path and their number.
    """
    by_place: dict[str, list[str]] = {}
    for name in sorted(names):
        by_place.setdefault(name.rpartition("/")[0], []).append((folder / name).as_posix())
    lines: list[str] = []
    for place, paths in by_place.items():
        many = place and len(paths) > MANY
        lines += [f"{(folder / place).as_posix()}/ ({len(paths)} files)"] if many else paths
    return tuple(lines)
