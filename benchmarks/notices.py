"""Notices: ccmcost (typst, tagged PDF/UA-1 and PDF/A-3a, two pages) beside reportlab and WeasyPrint
in one run.

The others set the same text in the plainest way: the page's strings as paragraphs and one table,
untagged, nothing attached. WeasyPrint is slow, so it sets a part of the notices and its time is
scaled up. Run: python benchmarks/notices.py [msp11]
"""

from __future__ import annotations

import html
import io
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from ccmcost.documents.assessment import files
from ccmcost.documents.assessment.notice import notice
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.model.office import Issuer
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace

DAY = date(2026, 2, 3)
PART = 8
Page = dict[str, Any]


def main() -> None:
    meeting = sys.argv[1] if len(sys.argv) > 1 else "msp11"
    result = apportion_meeting(open_workspace(), meeting, Request(cost="412345.67"))
    wish = files.wished_notices(result, (), (), Issuer())
    words = Speaker("en", result.convention, result.states)
    pages = [notice_page(notice([result], code, wish.issuer, DAY), words) for code in wish.states]

    def ours() -> object:
        return files.compose(result, DAY, wish)

    for warm_up in (ours, lambda: reportlab_notice(pages[0]), lambda: weasyprint_notice(pages[0])):
        warm_up()
    rows = [
        ("ccmcost, with annex", 1.0, best(ours, 3)),
        (
            "reportlab, untagged, no annex",
            1.0,
            best(lambda: [reportlab_notice(page) for page in pages], 3),
        ),
        (
            "WeasyPrint, untagged, no annex",
            len(pages) / PART,
            best(lambda: [weasyprint_notice(page) for page in pages[:PART]], 1),
        ),
    ]
    print(f"{len(pages)} notices of {meeting}, best of three; the ratio is of processor time")
    for name, factor, (wall, cpu) in rows:
        ratio = factor * cpu / rows[0][2][1]
        print(
            f"{name:32s} {factor * wall:7.2f} s wall {factor * cpu:7.2f} s processor {ratio:6.1f} x"
        )


def best(job: Callable[[], object], times: int) -> tuple[float, float]:
    """The least wall time and the least processor time of some runs."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        job()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def texts(page: Page) -> tuple[list[str], list[list[str]], list[str]]:
    row = page["assessment"]["rows"][0]
    first = [page["issuer"]["name"], page["title"], page["to"]["mission"], page["to"]["name"]]
    first += [" ".join(fact) for fact in page["facts"]] + page["cautions"]
    first += [
        page["legal"]["heading"],
        page["legal"]["intro"],
        page["legal"]["quote"],
        page["assessment"]["heading"],
    ]
    table = [
        page["assessment"]["columns"],
        [row["meeting"]["name"], row["rate"], row["share"], row["amount"]],
    ]
    last = [page["assessment"]["label"], page["assessment"]["amount"]]
    if page["payment"]:
        last += [page["payment"]["request"], "".join(page["payment"]["terms"])]
        last += [" ".join(detail) for detail in page["payment"]["details"]]
    part = page["derivation"]["parts"][0]
    return first, table, [*last, page["derivation"]["heading"], *part["steps"], *part["sources"]]


def reportlab_notice(page: Page) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from ccmcost.tables.page import fonts_for

    if "Noto" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(
            TTFont("Noto", str(next(fonts_for("en").folders[0].glob("NotoSans[[]*.ttf"))))
        )
    style = ParagraphStyle("plain", fontName="Noto", fontSize=9, leading=12)
    first, table, last = texts(page)
    flow: list[Any] = [Paragraph(html.escape(text), style) for text in first]
    flow += [Table(table, style=[("FONTNAME", (0, 0), (-1, -1), "Noto")])]
    flow += [Paragraph(html.escape(text), style) for text in last]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, invariant=1, title=page["document_title"]).build(flow)
    return stream.getvalue()


def weasyprint_notice(page: Page) -> bytes:
    from weasyprint import HTML

    first, table, last = texts(page)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table
    )
    body = "".join(f"<p>{html.escape(text)}</p>" for text in first) + f"<table>{rows}</table>"
    body += "".join(f"<p>{html.escape(text)}</p>" for text in last)
    made = HTML(
        string=f"<html lang=en><body style='font: 9pt Noto Sans'>{body}</body></html>"
    ).write_pdf()
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    main()
