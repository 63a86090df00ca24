"""Where a noun phrase begins: after the last punctuation mark, verb or function word before it.

Words that look like a boundary and are none (人力资源和社会保障局) are listed as ``protected`` in
``seeds/lexicon/boundaries.csv``. A phrase is read from its end backwards, the longest word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from townledger.lexicon import LEXICON, read_words
from townledger.page.words import word_pairs
from townledger.people.endings import Endings

LONGEST = 26
"""Characters: the longest qualifier before a suffix; official names of counties' offices have up to 24."""
_CLASSIFIERS = "个名项支家所座处位张届批期户条米里亩元吨人次年月日"
_COUNT = re.compile(
    rf"(?:\d[\d.]*[余多]?[万亿]?(?:平方|立方)?[{_CLASSIFIERS}]|[一二两三四五六七八九十][个名项次批期户家处位])$"
)
_LONGEST_COUNT = 14
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789·")

_LETTERS = frozenset("能可同因经使再并均所地")
"""Function words that are as often a letter of a longer word: 能源, 智能, 合同, 国家."""

CutBy = Literal["phrase", "title"]
_CUTS: dict[CutBy, frozenset[str]] = {
    "phrase": frozenset({"function", "verb", "forming"}),
    "title": frozenset({"function", "forming"}),
}
"""What cuts a name: in a title (防汛抗旱指挥部) verbs are parts of it, only those that form or found cut."""


@cache
def _words() -> tuple[Endings, dict[str, str]]:
    rows = read_words(
        LEXICON / "boundaries.csv", {"word": None, "kind": {"function", "verb", "forming", "protected"}}
    )
    kinds = {row["word"]: row["kind"] for row in rows}
    return Endings(kinds), kinds


def left_bound(text: str, end: int, floor: int, longest: int = LONGEST, cut_by: CutBy = "phrase") -> int:
    """Return where the noun phrase that ends at ``end`` begins.

    It begins after the last punctuation mark, counted thing or boundary word of ``text[floor:end]``,
    ``longest`` characters back at most. ``cut_by`` is ``phrase`` (verbs and function words) or ``title``
    (function words and the verbs of founding: 成立, 实施).
    """
    words, kinds = _words()
    cuts, tails, letters = _CUTS[cut_by], words.tails, words.letters
    floor = max(floor, end - longest)
    at = end
    while at > floor:
        char = text[at - 1]
        if (
            char in letters
            and (text[at - 2 : at] in tails or char in tails)
            and (word := words.at(text, at, floor))
        ):
            if kinds[word] not in cuts:
                at -= len(word)
                continue
            if word not in _LETTERS or at == end or not _in_word(text, at - 1):
                return at
        if not "\u3400" <= char <= "\u9fff" and char not in _LATIN:
            return at
        if char in _CLASSIFIERS and _COUNT.search(text, max(floor, at - _LONGEST_COUNT), at):
            return at
        at -= 1
    return floor


def _in_word(text: str, at: int) -> bool:
    """Return whether the letter at ``at`` makes a common word with the one before or behind it."""
    return text[at : at + 2] in word_pairs() or text[at - 1 : at + 1] in word_pairs()


def opens_after(text: str, at: int, floor: int) -> bool:
    """Return whether a noun phrase can begin at ``at``: a mark, a verb or a function word stands before."""
    if at <= floor or not "\u3400" <= text[at - 1] <= "\u9fff":
        return True
    words, kinds = _words()
    word = words.at(text, at, floor)
    return bool(word) and kinds[word] != "protected"


def has_boundary(text: str, cut_by: CutBy = "phrase") -> bool:
    """Return whether ``text`` holds a word that cuts a name (see ``left_bound``)."""
    return any(kind in _CUTS[cut_by] for kind in _kinds(text))


def _kinds(text: str) -> Iterator[str]:
    words, kinds = _words()
    at = len(text)
    while at:
        word = words.at(text, at, 0)
        if word and not (word in _LETTERS and _in_word(text, at - 1)):
            yield kinds[word]
        at -= len(word) or 1


def verb_at(text: str, start: int) -> str:
    """Return the verb of the boundary list that stands at ``start``, or an empty string."""
    kinds = _words()[1]
    word = next((word for size in (4, 3, 2, 1) if (word := text[start : start + size]) in kinds), "")
    return word if kinds.get(word) in ("verb", "forming") else ""
