"""Moved to ccmcost/words/status.py."""

from ccmcost.words.status import *  # noqa: F403
