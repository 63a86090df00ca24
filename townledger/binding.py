"""Binding: what a figure counts, when, and in what status, decided by the structure of its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from townledger.governing import period_words, status
from townledger.items import Item, Where, item_of
from townledger.numbers import NumberSpan
from townledger.phrases import BOUNDARY


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure is bound to, as words of the text."""

    item: str
    measure: str
    period_text: str
    status: str


def bind(
    text: str,
    number: NumberSpan,
    neighbours: tuple[NumberSpan | None, NumberSpan | None],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    article: int,
    previous: Bound | None = None,
) -> Bound:
    """Bind one figure to its item, measure, period and status.

    Parameters
    ----------
    text, number
        The flow text and the figure in it.
    neighbours
        The figures (measures only) before and after it, whatever their distance.
    sentence, paragraph
        The spans that hold it.
    article
        Where the article begins.
    previous
        What the figure before it was bound to; a list hands its noun on.
    """
    before, after = neighbours
    clause = sentence[0]
    for match in BOUNDARY.finditer(text, sentence[0], number.start):
        clause = match.end()
    chunk = max(clause, before.end) if before and before.end <= number.start else clause
    where = Where(paragraph, sentence, clause, chunk, before, after)
    item = item_of(text, number, where, Item(previous.item, previous.measure) if previous else None)
    return Bound(
        item.item,
        item.measure,
        period_words(text, number, sentence, paragraph, article),
        status(text, number, sentence, clause),
    )
