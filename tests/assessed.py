"""Assessments of the meetings of this convention, for tests of what is made of them."""

from __future__ import annotations

from functools import cache

from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA


@cache
def assess(meeting: str, **wishes: object) -> Apportionment:
    """A meeting as the data have it; `wishes` are the fields of a request."""
    return apportion_meeting(open_workspace(DATA), meeting, Request(**wishes))  # type: ignore[arg-type]
