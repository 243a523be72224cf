"""Time and size of the workbook against openpyxl and pandas for the same sheets, in one run.

openpyxl writes the same formulas, values and formats but can cache no value beside a formula;
pandas writes values only, without formats. Run: python benchmarks/workbook.py
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any

import openpyxl
import pandas

from ccmcost.documents.workbook import book_of
from ccmcost.documents.workbook.workbook import workbook_bytes
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace

ROUNDS = 5


def best(work: Callable[[], bytes]) -> tuple[float, int]:
    """The shortest of some runs, and the size of what was made."""
    times, size = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        size = len(work())
        times.append(time.perf_counter() - start)
    return min(times), size


def with_openpyxl(cells: dict[str, list[tuple[int, int, Any, Any, Any]]]) -> bytes:
    document = openpyxl.Workbook()
    document.remove(document.active)
    for name, filled in cells.items():
        sheet = document.create_sheet(name)
        for row, column, value, number, font in filled:
            cell = sheet.cell(row, column, value)
            cell.number_format, cell.font = number, font
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_pandas(frames: dict[str, pandas.DataFrame], engine: Any) -> bytes:
    buffer = io.BytesIO()
    with pandas.ExcelWriter(buffer, engine=engine) as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    return buffer.getvalue()


def main() -> None:
    result = apportion_meeting(open_workspace(), "msp11", Request())
    content = workbook_bytes(book_of(result, date(2026, 1, 1)))
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    cells = {
        sheet.title: [
            (cell.row, cell.column, cell.value, cell.number_format, copy(cell.font))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in formulas
    }
    frames = {sheet.title: pandas.DataFrame(sheet.iter_rows(values_only=True)) for sheet in values}
    works: dict[str, Callable[[], bytes]] = {
        "ccmcost (live, formatted, values cached)": lambda: workbook_bytes(
            book_of(result, date(2026, 1, 1))
        ),
        "openpyxl (formulas, fonts, no cached values)": lambda: with_openpyxl(cells),
        "pandas.to_excel, openpyxl (values, no formats)": lambda: with_pandas(frames, "openpyxl"),
        "pandas.to_excel, XlsxWriter (values, no formats)": lambda: with_pandas(
            frames, "xlsxwriter"
        ),
    }
    measured = {name: best(work) for name, work in works.items()}
    base_time, base_size = next(iter(measured.values()))
    print(f"{'':50} {'ms':>7} {'x':>6} {'bytes':>9} {'x':>6}")
    for name, (seconds, size) in measured.items():
        print(
            f"{name:50} {seconds * 1000:7.0f} {seconds / base_time:6.2f} {size:9,} "
            f"{size / base_size:6.2f}"
        )


if __name__ == "__main__":
    main()
