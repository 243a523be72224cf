"""ccmcost: one sentence of a treaty into one defensible amount per State.

The public API is what `__all__` names; it is loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Result", "__version__", "adjust", "apportion", "load_meeting"]

if TYPE_CHECKING:
    from ccmcost.api import Result, adjust, apportion, load_meeting


def __getattr__(name: str) -> Any:
    if name in __all__:
        from ccmcost import api

        return getattr(api, name)
    raise AttributeError(f"module 'ccmcost' has no attribute {name!r}")
