"""The files of the charts: PNG and SVG read back, alt text, names, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from ccmcost.charts import files
from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.files import png, steady, svg
from ccmcost.charts.frame import Frame
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.sheet import Sheet
from tests.chart_cases import DAY, LONGEST, NINETY, compose, meeting, pool
from tests.conftest import Run

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
CHARTS = ("amounts", "cumulative", "groups", "rates")


def chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = [], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            kind + body
        )
        found.append((kind, body))
        at += 12 + length
    return found


@pytest.fixture(scope="module")
def composed() -> dict[str, bytes]:
    return compose(meeting("rc1"), DAY)


def test_png_is_300_dpi_with_alt_text(composed: dict[str, bytes]) -> None:
    alts = {
        row["chart"]: row
        for row in csv.DictReader(io.StringIO(composed["charts/alt-text.csv"].decode()))
    }
    for name in CHARTS:
        parts = chunks(composed[f"charts/{name}.png"])
        kinds = dict(parts)
        width, height = struct.unpack(">II", kinds[b"IHDR"][:8])
        assert width == 1960 and height > 1000
        assert struct.unpack(">IIB", kinds[b"pHYs"]) == (11811, 11811, 1)
        texts = dict(body.split(b"\0\0\0en\0\0") for kind, body in parts if kind == b"iTXt")
        assert texts[b"Description"].decode() == alts[name]["alt"]
        assert texts[b"Title"].decode() == alts[name]["title"]
        rows = zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))
        assert len(rows) == height * (1 + 3 * width)


def test_png_holds_the_pixels_of_the_renderer() -> None:
    image = pytest.importorskip("PIL.Image", reason="needs Pillow, which matplotlib brings")
    sheet = Sheet(72.0, 36.0)
    sheet.rect(10.0, 10.0, 20.0, 10.0, "#1f4a73")
    with steady():
        read = image.open(
            io.BytesIO(png(sheet, Frame("x", "", "t", "", (), "Côte d'Ivoire – 1 ≥ 0"), DAY))
        )
    assert read.size == (300, 150) and read.mode == "RGB"
    assert read.getpixel((80, 60)) == (0x1F, 0x4A, 0x73)
    assert read.getpixel((200, 60)) == (255, 255, 255)
    assert read.text["Description"] == "Côte d'Ivoire – 1 ≥ 0"
    assert round(read.info["dpi"][0]) == 300


def test_svg_prints_every_amount_and_describes_itself(composed: dict[str, bytes]) -> None:
    result = meeting("rc1")
    for name in CHARTS:
        content = composed[f"charts/{name}.svg"]
        root = ET.fromstring(content, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))
        title, alt = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None and alt is not None
        assert (
            root.get("aria-labelledby") == f"{title.get('id')} {alt.get('id')}"
            and root.get("role") == "img"
            and root.get("lang") == "en"
        )
        assert (alt.text or "").startswith("Specimen")
        ids = {each.get("id") for each in root.iter() if each.get("id")}
        assert {each.get(HREF, "")[1:] for each in root.iter(f"{SVG}use")} <= ids
        assert not list(root.iter(f"{SVG}text")), "outlines, which need no font"
        printed = [(each.text or "").strip() for each in root.iter(ET.Comment)]
        wanted = {
            "amounts": [bar.amount for bar in amounts_chart(result).bars],
            "groups": [row.amount for row in groups_chart(result).groups],
            "rates": [lift.figures[0] for lift in rates_chart(result).lifts],
            "cumulative": [cumulative_chart(result).axis],
        }[name]
        assert set(wanted) <= set(printed)


def test_a_language_alone_has_the_folder_and_several_one_each(composed: dict[str, bytes]) -> None:
    result = meeting("rc1")
    alone = files.compose(result, DAY, languages=("ar",))
    assert {name.replace("SPECIMEN-", "") for name in alone} == composed.keys()
    both = files.compose(result, DAY, languages=("ar", "fr"))
    assert {name.rpartition("/")[0] for name in both} == {"charts/ar", "charts/fr"}
    for name, content in alone.items():
        in_its_folder = both[name.replace("charts/", "charts/ar/")]
        assert in_its_folder == content
        if name.endswith("alt-text.csv"):
            continue
        if name.endswith(".csv"):
            plain = composed[name.replace("SPECIMEN-", "")]
            assert content == plain, "the data are the same in every language"
        if name.endswith(".svg"):
            root = ET.fromstring(content)
            assert root.get("lang") == "ar" and "التكاليف" in (root[1].text or "")


@pytest.mark.slow
@pytest.mark.parametrize("listed", [LONGEST[:1], LONGEST])
def test_the_command_writes_them_named_and_hashed(
    run: Run, tmp_path: Path, listed: tuple[str, ...]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("iso3\n" + "".join(f"{code}\n" for code in listed), encoding="utf-8")
    assert run("apportion", "msp11", "--participants", "list.csv").returncode == 0
    folder = tmp_path / "reports" / "msp11"
    names = sorted(each.name for each in (folder / "charts").iterdir())
    wanted = [f"{chart}.{kind}" for chart in CHARTS for kind in ("csv", "png", "svg")]
    assert names == sorted(f"SPECIMEN-{name}" for name in [*wanted, "alt-text.csv"])
    outputs = {
        each["path"]
        for each in json.loads((folder / "SPECIMEN-manifest.json").read_text())["outputs"]
    }
    assert {f"charts/{name}" for name in names} <= outputs
    run("apportion", "msp11", "--participants", "list.csv", "--cost", "7.77")
    assert not [each for each in (folder / "charts").iterdir() if each.name.startswith("SPECIMEN")]


@pytest.mark.slow
def test_same_bytes_whatever_is_around(run: Run, tmp_path: Path) -> None:
    def charts(folder: str, **environment: str) -> dict[str, bytes]:
        done = run("apportion", "rc1", "--as-of", "2023-10-01", "--out", folder, env=environment)
        assert done.returncode == 0, done.stderr
        return {
            path.name: path.read_bytes()
            for path in sorted((tmp_path / folder / "charts").iterdir())
        }

    plain = charts("plain")
    settings_file = tmp_path / "matplotlibrc"
    settings_file.write_text(
        "path.simplify: False\ntext.antialiased: False\nlines.antialiased: False\nfont.size: 33\n"
    )
    around = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "ar_EG.UTF-8",
        "PYTHONHASHSEED": "7",
        "MATPLOTLIBRC": str(settings_file),
    }
    assert charts("other", **around) == plain
    assert {
        f"SPECIMEN-{name.removeprefix('charts/')}": content
        for name, content in compose(meeting("rc1"), DAY).items()
    } == plain


def test_the_callers_matplotlib_settings_return() -> None:
    import matplotlib

    matplotlib.rcParams["font.size"] = 33
    try:
        compose(pool(NINETY), DAY)
        assert matplotlib.rcParams["font.size"] == 33
    finally:
        matplotlib.rcdefaults()


def test_svg_of_an_empty_sheet_is_valid() -> None:
    root = ET.fromstring(svg(Sheet(72.0, 36.0), Frame("x", "", "a < b", "", (), "c & d"), DAY))
    assert [each.text for each in root[:2]] == ["a < b", "c & d"]
