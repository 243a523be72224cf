"""Questions one after the other, of which a person may go back to the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from ccmcost.errors import UsageError

K = TypeVar("K")
BACK = "<"
"""What a person types in the place of an answer to go back."""
NONE = "-"
"""What a person types to leave open what was answered before."""
HOW_TO_GO_BACK = f"{BACK} goes back to the question before."
NO_WAY_BACK = "This is the first question."


class Back(UsageError):
    """A person typed `<` where the only answers are yes and no: where nothing leads back to the
    questions, it is a no.
    """

    def __init__(self) -> None:
        super().__init__("Nothing was recorded.")


class Walk(Generic[K]):
    """What was asked so far, in order, so that each question can be taken back."""

    def __init__(self) -> None:
        self.asked: list[K] = []

    def through(
        self,
        following: Callable[[], K | None],
        put: Callable[[K], bool],
        again: Callable[[K], None],
        at_first: Callable[[], None],
    ) -> None:
        """Put each question that is `following`, until there is none. `put` keeps its answer, or
        gives False where a person goes back: then the question before is taken up `again`;
        `at_first` says that there is none.
        """
        while (question := following()) is not None:
            if put(question):
                self.asked.append(question)
            elif self.asked:
                again(self.asked.pop())
            else:
                at_first()
