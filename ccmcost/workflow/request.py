"""Moved to ccmcost/sharing/request.py."""

from ccmcost.sharing.request import *  # noqa: F403
