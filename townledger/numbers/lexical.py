"""Words with a numeral in them (二十大, 统一, 千家万户): what is lexical, and the rules' word lists.

The hand-kept list is ``seeds/lexicon/numerals.csv``; ``numeral_words.csv`` is made from a general dictionary
by ``scripts/build_numeral_words.py``. The lists that single rules use stand in ``seeds/lexicon/numbers/``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from townledger.lexicon import LEXICON, alternation, read_words
from townledger.numbers.mention import Found

CLASSES = frozenset({"name", "skip", "date", "ordinal", "count"})
"""``count`` marks what looks like a word of the list and counts (两头猪)."""
NUMERAL_CHARS = "0123456789零〇一二三四五六七八九十百千万亿两"
_STARTS = frozenset(NUMERAL_CHARS + "几数")
_COUNTED = frozenset("个名人项余多%年天次")


@cache
def word_list(name: str, folder: Path = LEXICON / "numbers") -> tuple[str, ...]:
    """Return the words of ``<name>.csv`` (word, source).

    Raises
    ------
    townledger.lexicon.LexiconError
        The list is faulty; the message names file and line.
    """
    return tuple(row["word"] for row in read_words(folder / f"{name}.csv", {"word": None}))


def words(name: str) -> str:
    """Return a pattern that matches any word of ``<name>.csv``."""
    return alternation(word_list(name))


@cache
def unit_words(path: Path = LEXICON / "numbers" / "unit_words.csv") -> dict[str, str]:
    """Return word -> whether it takes its first character away from a unit.

    ``cut``: it does (三年级); ``keep``: it does not (五本科普读物); ``compound``: only from a unit of several
    characters (12人年均增收 counts 人, but 三年均价 is of 三年).

    Raises
    ------
    townledger.lexicon.LexiconError
        The list is faulty; the message names file and line.
    """
    rows = read_words(path, {"word": None, "verdict": {"cut", "keep", "compound"}})
    return {row["word"]: row["verdict"] for row in rows}


@cache
def lexicon(folder: Path = LEXICON) -> dict[str, tuple[str, str]]:
    """Return word -> (class, reason) of the numeral lexicon; the hand-kept list overrules the general one.

    Raises
    ------
    townledger.lexicon.LexiconError
        A list is faulty; the message names file and line.
    """
    entries: dict[str, tuple[str, str]] = {}
    for name in ("numeral_words.csv", "numerals.csv"):
        for row in read_words(folder / name, {"word": None, "class": CLASSES, "reason": None}):
            entries[row["word"]] = (row["class"], row["reason"])
    return entries


class _Group(NamedTuple):
    """Words that are looked up by the same pair of characters."""

    offset: int  # from their beginning to their first numeral
    words: tuple[str, ...]  # the longest first


def _by_pair() -> dict[str, list[_Group]]:
    """Return the lexicon by a word's first numeral and the character before it, or behind it at the head.

    The groups of a pair stand in the order of trying: words that begin first come first.
    """
    groups: dict[tuple[int, str], list[str]] = {}
    for word in sorted(lexicon(), key=len, reverse=True):
        starts = [i for i, char in enumerate(word) if char in _STARTS]
        halves = [0] if word[0] == "半" else []  # 半 may be a numeral: 半斤八两
        for offset in {*starts[:1], *halves}:
            first = max(0, offset - 1)
            groups.setdefault((offset, word[first : first + 2]), []).append(word)
    by_pair: dict[str, list[_Group]] = {}
    for (offset, pair), group in sorted(groups.items(), reverse=True):
        by_pair.setdefault(pair, []).append(_Group(offset, tuple(group)))
    return by_pair


_LEXICON = _by_pair()
_NUMBERLIKE = frozenset(word for word in lexicon() if all(char in NUMERAL_CHARS for char in word))


def lexicon_word(text: str, start: int, floor: int) -> Found | None:
    """Return the lexicon's word whose first numeral stands at ``start``, the one that begins first.

    A word that ends in a numeral or begins with one may be part of a longer number (五十五 in 一百五十五年):
    it does not count when a numeral stands next to it. No word begins before ``floor``.
    """
    behind, ahead = text[max(0, start - 1) : start + 1], text[start : start + 2]
    for offset, group in (*_LEXICON.get(behind, ()), *_LEXICON.get(ahead, ())):
        begin = start - offset
        if begin < floor or not text.startswith(group, begin):
            continue
        word = next(word for word in group if text.startswith(word, begin))
        if _inside_a_number(text, begin, word):
            continue
        class_, reason = lexicon()[word]
        return Found(begin, begin + len(word), class_, reason) if class_ != "count" else None
    return None


def _inside_a_number(text: str, start: int, word: str) -> bool:
    """Tell whether a lexicon word is a piece of a longer number or counts something (十五 in 十五个)."""
    end = start + len(word)
    following = text[end : end + 1]
    if start and word[0] in NUMERAL_CHARS and text[start - 1] in NUMERAL_CHARS + "第":
        return True
    if not following:
        return False
    if word[-1] in NUMERAL_CHARS and following in NUMERAL_CHARS:
        return len(word) < 2 or following != "一"  # 唯一一家: a word, then another 一
    if word[-1] == "分" and following in "之钟":
        return True
    return word in _NUMBERLIKE and following in _COUNTED
