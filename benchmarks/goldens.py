"""Everything that a user sees, as text, so that two states of the project can be compared.

    sh scripts/goldens write FOLDER      make the sample with this state of the project and keep its
    texts in FOLDER sh scripts/goldens compare FOLDER    make it again and show what differs from
    FOLDER; exit 1 if anything does

`--only SCENE` makes some scenes only; `--lines N` shows so many lines of each difference. The
sample is in golden_sample.py.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import multiprocessing
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.golden_sample import SCENES, Stage

DIGESTS = "digests.txt"
LONGEST_LINE = 300


def made(scene: str) -> tuple[str, dict[str, str]]:
    """The texts of a scene, made in a folder that is removed afterwards."""
    place = Path(tempfile.mkdtemp(prefix="goldens-"))
    try:
        stage = Stage(place / "office")
        SCENES[scene](stage)
        return scene, stage.keep()
    finally:
        shutil.rmtree(place)


def sample(scenes: list[str]) -> dict[str, str]:
    """All texts by name, by two processes."""
    found: dict[str, str] = {}
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for scene, texts in pool.imap_unordered(made, scenes):
            print(f"{scene}: {len(texts):,} texts", file=sys.stderr, flush=True)
            found |= {f"{scene}/{name}": text for name, text in texts.items()}
    return found


def digest(text: str) -> str:
    """The digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def stored(folder: Path, name: str) -> Path:
    """Where a text is kept."""
    return folder / "texts" / f"{digest(name)[:2]}" / f"{digest(name)[:24]}.txt"


def write(folder: Path, texts: dict[str, str]) -> None:
    """Keep the texts and their digests."""
    shutil.rmtree(folder / "texts", ignore_errors=True)
    for name, text in texts.items():
        path = stored(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"{name}\n{text}".encode())
    lines = [f"{digest(text)}  {name}" for name, text in sorted(texts.items())]
    (folder / DIGESTS).write_text("\n".join([*lines, ""]), encoding="utf-8")


def compare(folder: Path, texts: dict[str, str], scenes: list[str], most: int) -> int:
    """Show what differs; the number of texts that do."""
    lines = (folder / DIGESTS).read_text(encoding="utf-8").splitlines()
    before = {name: mark for mark, _, name in (line.partition("  ") for line in lines)}
    before = {name: mark for name, mark in before.items() if name.partition("/")[0] in scenes}
    wrong = 0
    for name in sorted(before.keys() | texts.keys()):
        if name not in texts or name not in before:
            wrong += 1
            print(f"\n{name}: {'no longer made' if name in before else 'new'}")
        elif digest(texts[name]) != before[name]:
            wrong += 1
            kept = stored(folder, name).read_bytes().decode().partition("\n")[2]
            print(f"\n{name}")
            found = difflib.unified_diff(
                kept.splitlines(), texts[name].splitlines(), "before", "now", lineterm="", n=0
            )
            shown = [line[:LONGEST_LINE] for line in found][2:]
            print(
                "\n".join(
                    shown[:most]
                    + ([f"... {len(shown) - most} more lines"] if len(shown) > most else [])
                )
            )
    print(f"{len(texts):,} texts, {wrong:,} differ")
    return wrong


def main() -> int:
    """Make the sample, then keep or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("write", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--only", action="append", choices=sorted(SCENES), help="this scene; may repeat"
    )
    parser.add_argument("--lines", type=int, default=20, help="lines to show of each difference")
    asked = parser.parse_args()
    scenes = [scene for scene in SCENES if not asked.only or scene in asked.only]
    if asked.what == "compare" and not (asked.folder / DIGESTS).exists():
        parser.error(f"{asked.folder} holds no goldens: write them first")
    texts = sample(scenes)
    if asked.what == "compare":
        return int(bool(compare(asked.folder, texts, scenes, asked.lines)))
    write(asked.folder, texts)
    print(f"{len(texts):,} texts in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
