"""One State at a meeting: how its amount came about, as `ccmcost explain` tells it, and its
notice.
"""

from __future__ import annotations

from ccmcost.app.pages.wish import refused, wish_of
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.documents.assessment.explanation import explained
from ccmcost.errors import CcmcostError, UsageError
from ccmcost.words.catalogue import LANGUAGES, language_names
from ccmcost.words.status import status_of


def meeting_state(place: Place, asked: Asked) -> Shown:
    """The derivation of one State's amount, or why it bears nothing."""
    try:
        wish = wish_of(place, asked)
        found = explained(wish.data, wish.meeting.id, first(asked, "state"), wish.request)
    except UsageError as error:
        return refused(404, "no_such_state", error)
    except CcmcostError as error:
        return refused(422, "not_calculated", error)
    result = found.result
    known = [each for each in LANGUAGES if each in result.convention.languages]
    unsaid = {"with", "without", "credit"} | ({"scale"} - {wish.scale})
    data = {
        "here": "home",
        "meeting": wish.meeting,
        "address": wish.address,
        "query": wish.query,
        "found": found,
        "state": result.states.name(found.code),
        "title": status_of(result).title,
        "rule": result.rule.id,
        "languages": [(each, language_names(each)[0]) for each in known],
        "line": "" if unsaid & {*wish.said} else wish.line("explain", state=found.code),
    }
    return Shown("meeting_state", data)
