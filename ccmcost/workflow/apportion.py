"""Moved to ccmcost/sharing/basis.py and compute.py."""

from ccmcost.sharing.basis import *  # noqa: F403
from ccmcost.sharing.compute import *  # noqa: F403
