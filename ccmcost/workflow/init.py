"""A workspace of one's own: a copy of the packaged data, and a place for reports."""

from __future__ import annotations

from pathlib import Path

from ccmcost.errors import UsageError
from ccmcost.publish import replacing
from ccmcost.workspace import MARK, packaged_data

_REPORTS = """# Reports

`ccmcost apportion MEETING` writes one folder per meeting here. Names that begin with `SPECIMEN-` were made from an
illustrative cost and are no request for payment. `manifest.json` in each folder says what it was made from.
"""


def make_workspace(folder: Path) -> tuple[str, ...]:
    """Make `folder`/data and `folder`/reports. Nothing is overwritten: a data folder that exists is a UsageError."""
    data = folder / "data"
    if data.exists():
        raise UsageError(f'"{data}" exists already. ccmcost init never overwrites data; choose another folder.')
    packaged = packaged_data()
    with replacing(data, lambda _: None) as staging:
        for path in sorted(packaged.rglob("*")):
            if path.is_file():
                staging.write(path.relative_to(packaged).as_posix(), path.read_bytes())
    reports = folder / "reports"
    if not reports.exists():
        with replacing(reports, lambda _: None) as staging:
            staging.write("README.md", _REPORTS.encode())
    assert (data / MARK).is_file()
    return (data.as_posix(), reports.as_posix())
