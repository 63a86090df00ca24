"""Words that are found by where they end: suffixes of organisations, posts, words that cut a name.

Far fewer characters end such a word than begin one, and only the few places where one ends are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator


def _set(characters: Iterable[str]) -> str:
    found = "".join(sorted(set(characters)))
    return f"[{re.escape(found)}]" if found else ""


class Endings:
    """A list of words, to be looked for backwards from where they end.

    ``letters`` are the characters that end one, ``last`` the regular expression of them, ``tails`` the last
    two (the only one) characters of each.

    Parameters
    ----------
    words
        The words, of one character or more.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._by_end: dict[str, list[str]] = {}
        self.tails = self._by_end.keys()
        for word in sorted(words, key=lambda word: (-len(word), word)):
            self._by_end.setdefault(word[-2:], []).append(word)
        self.letters = frozenset(word[-1] for word in words)
        self.last = _set(self.letters)
        pairs = _set(word[-2] for word in words if len(word) > 1)
        singles = _set(word for word in words if len(word) == 1)
        alone = f"|(?<={singles})" if singles else ""
        self._last = re.compile(f"{self.last}(?:(?<={pairs}.){alone})")

    def at(self, text: str, end: int, floor: int) -> str:
        """Return the longest word that ends at ``end`` and begins at ``floor`` or later, or ''."""
        for word in self._by_end.get(text[end - 2 : end], ()):
            if text.endswith(word, floor, end):
                return word
        single = text[end - 1 : end]
        return single if single in self._by_end and floor < end else ""

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of the words in ``text[start:end]`` from left to right, without overlaps.

        Of two that overlap the first counts, and of two that begin together the longer.
        """
        lo = hi = reached = start
        tails = self.tails
        for match in self._last.finditer(text, start, end):
            here = match.end()
            if text[here - 2 : here] not in tails and text[here - 1] not in tails:
                continue
            word = self.at(text, here, reached)
            if (
                word and lo < here - len(word) < hi
            ):  # it begins inside the one before: is a shorter one behind?
                word = self.at(text, here, hi)
            if not word:
                continue
            if lo < hi <= here - len(word):
                yield lo, hi
                reached = hi
            lo, hi = here - len(word), here
        if lo < hi:
            yield lo, hi
