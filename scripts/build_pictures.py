"""Make the pictures of README anew from reports/samples: needs LibreOffice and Chromium, and the
packages of the tests.

.venv/bin/python scripts/build_pictures.py
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
import threading
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from ccmcost.app.serve import Server

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "reports" / "samples" / "msp11"
IMAGES = ROOT / "docs" / "img"
WIDTH = 760


def small(picture: Image.Image, name: str, height: int | None = None) -> None:
    """Scaled to the width of a README, cut to a height, with few colours."""
    plain = picture.convert("RGB")
    margin = 24
    left, top, right, bottom = ImageOps.invert(plain).getbbox() or (0, 0, plain.width, plain.height)
    picture = plain.crop(
        (
            max(0, left - margin),
            max(0, top - margin),
            min(right + margin, plain.width),
            min(bottom + margin, plain.height),
        )
    )
    scaled = picture.resize(
        (WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS
    )
    cut = scaled.crop((0, 0, WIDTH, min(height or scaled.height, scaled.height)))
    cut.quantize(64, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def page_of(path: Path, number: int) -> Image.Image:
    """A page of a PDF."""
    return pypdfium2.PdfDocument(path)[number].render(scale=2.2).to_pil()


def workbook() -> Image.Image:
    """The first sheet as it prints."""
    with tempfile.TemporaryDirectory() as folder:
        book = SAMPLES / "apportion" / "SPECIMEN-apportionment.xlsx"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(book),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return page_of(Path(folder) / "SPECIMEN-apportionment.pdf", 0)


def browsed(*addresses: str, width: int, height: int) -> Image.Image:
    """What a browser shows at the last of these addresses, each opened after the other."""
    with sync_playwright() as play:
        options = [
            "--no-sandbox",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
        ]
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        tab = browser.new_page(viewport={"width": width, "height": height})
        for address in addresses:
            tab.goto(address)
        picture = Image.open(io.BytesIO(tab.screenshot()))
        browser.close()
    return picture


def page() -> Image.Image:
    """What a delegate sees first, with a State chosen."""
    address = (SAMPLES / "page" / "SPECIMEN-msp11.html").as_uri() + "#you=JPN"
    return browsed(address, width=1100, height=1000)


def app() -> Image.Image:
    """A meeting in the office in a browser, in a folder where there is nothing yet."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        server = Server(0, None, False)
        threading.Thread(target=server.run, daemon=True).start()
        try:
            address = f"{server.link.partition('/?')[0]}/{Path(folder).name.lower()}/meeting/msp11"
            return browsed(server.link, address, width=1280, height=880)
        finally:
            server.close()


def main() -> None:
    """Make all five."""
    IMAGES.mkdir(exist_ok=True)
    small(Image.open(SAMPLES / "apportion" / "charts" / "SPECIMEN-amounts.png"), "chart.png", 732)
    small(
        page_of(SAMPLES / "apportion" / "invoices" / "en" / "SPECIMEN-CCM-MSP11-JPN.pdf", 0),
        "notice.png",
        732,
    )
    small(workbook(), "workbook.png", 660)
    small(page(), "page.png", 660)
    small(app(), "app.png", 660)


if __name__ == "__main__":
    main()
