"""The files of a meeting's calculation, made in memory by what `ccmcost apportion` writes them
with.
"""

from __future__ import annotations

from collections.abc import Callable

from ccmcost.app.pages.asked import KINDS, TYPESETTING
from ccmcost.app.pages.wish import refused, wish_of
from ccmcost.app.place import Asked, Page, Place, Shown, a_file, first
from ccmcost.clock import as_of_day
from ccmcost.errors import CcmcostError
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.compute import basis_of, compute


def _with_result(make: Callable[[Place, Asked, Apportionment], Shown]) -> Page:
    """A page of the result that the address wishes, or one that says what is wrong with it."""

    def page(place: Place, asked: Asked) -> Shown:
        try:
            wish = wish_of(place, asked)
            if wish.fault:
                return Shown("trouble", {"what": wish.fault, "why": ""}, 422)
            basis = basis_of(wish.data, wish.meeting.id, wish.request)
            return make(wish.place, asked, compute(basis, wish.request))
        except CcmcostError as error:
            return refused(422, "no_file", error)

    return page


@_with_result
def notice(place: Place, asked: Asked, result: Apportionment) -> Shown:
    """The notice to one State in one language, as a PDF document that the browser shows."""
    from ccmcost.documents.assessment import files

    data = place.data
    languages = tuple(filter(None, (first(asked, "lang"),)))
    wish = files.wished_notices(
        result, languages, (first(asked, "state"),), data.checked(data.issuer)
    )._replace(with_annex=False, addressees=files.addressees(data))
    with TYPESETTING:
        made = files.compose(files.resting_on(result, wish), as_of_day(None), wish)
    path, content = next(iter(made.items()))
    return a_file(path.rpartition("/")[2], content, KINDS["pdf"], is_shown=True)


@_with_result
def workbook(place: Place, asked: Asked, result: Apportionment) -> Shown:
    """The workbook."""
    from ccmcost.documents.workbook.workbook import workbook_files

    ((name, content),) = workbook_files(result, as_of_day(None)).items()
    return a_file(_named(result, name), content, KINDS["xlsx"])


@_with_result
def table(place: Place, asked: Asked, result: Apportionment) -> Shown:
    """The table as CSV."""
    from ccmcost.manifest import file_name
    from ccmcost.sharing.table import assessment_csv, table_rows

    name = _named(result, file_name(result, "apportionment.csv"))
    return a_file(name, assessment_csv(table_rows(result)).encode(), KINDS["csv"])


def _named(result: Apportionment, name: str) -> str:
    """The name of a file that leaves its folder: with the meeting's id, as several may lie in one
    folder of a browser.
    """
    assert result.meeting is not None
    return name.replace("apportionment", f"apportionment-{result.meeting.id}")
