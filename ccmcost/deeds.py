"""What this process did that lasts.
Whatever happens afterwards, it can be said: else somebody does it a second time.
"""

STOPPED = "ccmcost: interrupted; nothing was left half written."

_recorded: list[str] = []
_written: list[str] = []


def remember_recorded(events: "list[tuple[int, str]]") -> None:
    """Events that are committed to the ledger: number and kind."""
    _recorded.extend(f"event {number} ({kind.replace('_', ' ')})" for number, kind in events)


def remember_written(name: str) -> None:
    """The name of a file that has taken its place."""
    # not before: a command answers interrupts before it imports anything of weight
    from ccmcost.text import quoted

    shown = f'"{quoted(name)}"'
    if shown not in _written:
        _written.append(shown)


def forget() -> None:
    """Begin anew, as a new command does."""
    _recorded.clear()
    _written.clear()


def lasting() -> str:
    """One sentence on what was done; empty if nothing was.
    An event of the ledger counts more than a file.
    """
    if len(_recorded) == 1:
        return f"E{_recorded[0][1:]} was recorded in the ledger and counts: do not record it again."
    if _recorded:
        return (
            f"E{_recorded[0][1:]} to {_recorded[-1]} were recorded in the ledger and count: do "
            "not record them again."
        )
    return (
        f"{', '.join(_written)} {'was' if len(_written) == 1 else 'were'} written."
        if _written
        else ""
    )


def stopped() -> str:
    """The answer to an interrupt, on one line."""
    return f"{STOPPED} {lasting()}".rstrip() + "\n"
