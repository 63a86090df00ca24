"""Which characters names of villages are made of, counted over the whole register.

A string before 村 that no name could be (约谈村, 垃圾围村) is told from a village that the register lacks by
its characters: each stands in enough names, the first begins and the last ends enough of them.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from townledger.places.register import DEFAULT_PATH

# Of 273,360 different keys. 兴耀 passes (耀 stands in 86 and ends 40); 约谈 (谈 ends 10) and 推进 (推 stands
# in 25) do not.
_ANYWHERE, _FIRST, _LAST = 50, 25, 25


class NameCharacters:
    """How many village names of the register a character stands in, begins and ends."""

    def __init__(self, counts: dict[str, tuple[int, int, int]]) -> None:
        self._inside = frozenset(c for c, (anywhere, _, _) in counts.items() if anywhere >= _ANYWHERE)
        self._first = frozenset(c for c, (_, first, _) in counts.items() if first >= _FIRST)
        self._last = frozenset(c for c, (_, _, last) in counts.items() if last >= _LAST)

    @classmethod
    def load(cls, folder: Path = DEFAULT_PATH) -> NameCharacters:
        """Read ``name_characters.csv``."""
        with (folder / "name_characters.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))[1:]
        return cls({row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows})

    def fit(self, key: str) -> bool:
        """Whether a key could be a place's name as far as its characters go."""
        return key[0] in self._first and key[-1] in self._last and all(c in self._inside for c in key)


@cache
def name_characters() -> NameCharacters:
    """Return the register's counts, loaded once."""
    return NameCharacters.load()
