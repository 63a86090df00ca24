"""Binding: what a figure counts, when, and in what status, decided by the structure of its sentence."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from townledger.facts.figure import Item, Where
from townledger.facts.items import item_of
from townledger.facts.period_words import Periods
from townledger.facts.phrases import clause_start, split
from townledger.facts.respective import WORD, respective, run_length
from townledger.facts.status import status
from townledger.numbers.mentions import NumberSpan

_REMEMBERED = 12  # figures of a sentence that a later one may take its noun from


class Bound(NamedTuple):
    """What a figure is bound to, as words of the text."""

    item: str
    measure: str
    period_text: str
    status: str


class Binder:
    """Binds the figures of one text, in order.

    Parameters
    ----------
    text
        The flow text.
    measures
        Its figures (mentions that measure something), in order.
    """

    def __init__(self, text: str, measures: Sequence[NumberSpan]) -> None:
        self._text = text
        self._measures = measures
        self._earlier: deque[tuple[NumberSpan, Item]] = deque(maxlen=_REMEMBERED)  # but for stretches of time
        self._periods = Periods(text)
        self._handed: dict[int, str] = {}  # items that 分别 has handed to figures to come

    def bind(self, index: int, sentence: tuple[int, int], paragraph: tuple[int, int], article: int) -> Bound:
        """Bind one figure to its item, measure, period and status.

        Parameters
        ----------
        index
            Of the figure in ``measures``; call with rising indices.
        sentence, paragraph
            The spans that hold it.
        article
            Where its article begins.
        """
        number = self._measures[index]
        where = self._where(index, sentence, paragraph)
        item = item_of(self._text, number, where)
        if index not in self._handed:
            self._hand_out(index, where)
        if handed := self._handed.pop(index, ""):
            item = Item(handed, item.measure)
        if number.class_ != "duration":
            self._earlier.append((number, item))
        state = status(self._text, number, sentence, where.clause)
        period = self._periods.of(number, sentence, paragraph, article)
        if not period and state in ("actual", "planned") and number.class_ in ("quantity", "ratio"):
            period = self._periods.carried(sentence, paragraph)
        return Bound(item.item, item.measure, period, state)

    def _where(self, index: int, sentence: tuple[int, int], paragraph: tuple[int, int]) -> Where:
        number = self._measures[index]
        clause = clause_start(self._text, sentence[0], number.start)
        before, previous = self._earlier[-1] if self._earlier else (None, None)
        chunk = max(clause, before.end) if before and before.end <= number.start else clause
        after = self._measures[index + 1] if index + 1 < len(self._measures) else None
        floor = self._periods.floor(sentence, paragraph)
        same: tuple[tuple[NumberSpan, Item], ...] = ()
        if before and before.start >= floor:
            same = tuple([pair for pair in self._earlier if pair[0].start >= floor])
        return Where(paragraph, sentence, clause, chunk, before, after, previous, same)

    def _hand_out(self, index: int, where: Where) -> None:
        """Assign the names in front of 分别 to the figures behind it, this one first."""
        number = self._measures[index]
        if self._text.find(WORD, where.clause, number.start) < 0:
            return
        front, _, behind = self._text[where.clause : number.start].rpartition(WORD)
        if where.clause + len(front) < where.chunk or split(behind).noun:
            return  # 分别发放补助金430元、620元: the noun behind 分别 is the item of all
        count = run_length(self._text, self._measures, index)
        items = respective(front, count, [item.item for _, item in where.earlier])
        self._handed.update(zip(range(index, index + count), items, strict=False))
