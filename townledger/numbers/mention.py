"""What the readers of numbers hand to one another: a numeral in its surroundings, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WINDOW = 12
"""Characters in front of a numeral that a rule may look at; no context word is longer."""


class NumberSpan(NamedTuple):
    """A number mention in flow coordinates; ``low``/``high`` in the printed unit, scale words folded in."""

    start: int
    end: int
    class_: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    qualifier: str = "exact"
    reason: str = ""
    implied: str = ""  # the unit, when it is not printed but understood


@dataclass(slots=True)
class Numeral:
    """A numeral as it stands in the text: ``text[start:end]`` is digits, scale words, an inner 余 or 多."""

    text: str
    start: int
    end: int
    core: str  # the digits and scale words alone
    inner: str  # 余, 多, 来, 有余, 把 or nothing
    arabic: bool
    before: str  # up to WINDOW characters in front
    last: str  # the character right in front, "" at the text's beginning
    next: str  # the character right behind, "" at the text's end

    @property
    def quoted(self) -> bool:
        """Whether the numeral opens a quotation (“一核”)."""
        return self.last != "" and self.last in OPEN_QUOTES

    @property
    def opens_clause(self) -> bool:
        """Whether the numeral is the first word of its clause."""
        return self.last == "" or self.last in ",。;:!?—、\n"


class Found(NamedTuple):
    """A span that is no measure; ``class_`` ``skip`` means no mention at all."""

    start: int
    end: int
    class_: str
    reason: str

    def span(self) -> NumberSpan | None:
        """Return the mention, or None when there is none."""
        return (
            None
            if self.class_ == "skip"
            else NumberSpan(self.start, self.end, self.class_, reason=self.reason)
        )


class Reading(NamedTuple):
    """What one rule made of a numeral: the mention (None: no mention) and where reading goes on."""

    span: NumberSpan | None
    resume: int


OPEN_QUOTES = "“‘\"'《"
CLOSE_QUOTES = "”’\"'》"
UNITLESS = "没有单位，也不是可数之物"
