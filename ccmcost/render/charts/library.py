"""The drawing library, before it is first imported."""

from __future__ import annotations

import logging


def quiet() -> None:
    """Keep matplotlib from telling people where it caches: without a home that can be written it takes another place."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
