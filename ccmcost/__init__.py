"""ccmcost: one sentence of a treaty into one defensible amount per State.

The public API is what `__all__` names; it is loaded when first used.
"""

__version__ = "1.0.0"
__all__ = [
    "Comparison",
    "Explanation",
    "History",
    "Result",
    "Status",
    "__version__",
    "adjust",
    "apportion",
    "compare",
    "explain",
    "history",
    "load_meeting",
    "meetings",
    "scales",
    "states",
    "status",
    "whatif",
]

# `typing` itself is imported where it is needed: a command must be able to take over at once
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ccmcost.api import (
        Comparison,
        Explanation,
        History,
        Result,
        Status,
        adjust,
        apportion,
        compare,
        explain,
        history,
        load_meeting,
        meetings,
        scales,
        states,
        status,
        whatif,
    )


def __getattr__(name: str) -> "Any":
    if name in __all__:
        from ccmcost import api

        return getattr(api, name)
    raise AttributeError(f"module 'ccmcost' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *globals()})
