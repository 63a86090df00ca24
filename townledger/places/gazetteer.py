"""Names of provinces, cities and counties in running text, and the words that only look like them.

What decides is form. A full name with its level word (芮城县) is a place wherever it stands; a short one
(芮城) only with evidence around it, which ``upper`` weighs. Here is what the names themselves tell:
where they stand, whether they are words of the language as well (合作, 资源, 平安), and whether they are but
a part of a longer word (合作社, 长治久安).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from townledger.frozen import frozen
from townledger.lexicon import read_words
from townledger.places.names import upper_key
from townledger.places.register import DEFAULT_PATH, Register

# After a short name these begin a longer name of something else: 金华街, 安康路, 平安镇, 永济桥.
_LONGER_NAME = re.compile(
    r"[路街巷桥村乡镇庄屯寨堡沟庙寺塔楼苑湖]|门[内外里前]|大道|大街|社区|小区|水库|花园|新村|中学|小学|酒店|宾馆"
)
_KINDS = ("name", "container", "verb", "phrase")


@frozen
class UpperHit:
    """A name of a province, city or county in the text."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]
    full: bool  # with its level word
    ordinary: bool  # the name is a word of the language as well


class Gazetteer:
    """Full and short names of provinces, cities and counties by their first two characters."""

    def __init__(self, register: Register) -> None:
        ordinary = read_words(DEFAULT_PATH / "ordinary_words.csv", {"word": None, "kind": _KINDS})
        self.ordinary = frozenset(row["word"] for row in ordinary if row["kind"] == "name")
        self.verbs = frozenset(row["word"] for row in ordinary if row["kind"] == "verb")
        self.phrases = frozenset(row["word"] for row in ordinary if row["kind"] != "container")
        self.full: dict[str, tuple[str, ...]] = {}
        self.short: dict[str, tuple[str, ...]] = {}
        for name, codes in register.upper_names.items():
            if len(name) < 2:
                continue
            full = tuple(code for code in codes if register.shadow_name(code) == name)
            short = tuple(code for code in codes if register.shadow_name(code) != name)
            if full:
                self.full[name] = full
            elif short:
                # 吉林 and 海南 are provinces before they are a city and a prefecture.
                self.short[name] = short[:1] if len(short[0]) == 2 else short
        self.customary = _customary(register, self.full)
        self.former = _former({**self.full, **self.customary})
        heads: dict[str, list[str]] = {}
        for name in {**self.full, **self.short, **self.customary, **self.former}:
            heads.setdefault(name[:2], []).append(name)
        self._heads = {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}
        first, second = ("".join(sorted({re.escape(head[at]) for head in self._heads})) for at in (0, 1))
        self._maybe_head = re.compile(f"[{first}](?=[{second}])")
        containers: dict[str, dict[int, list[str]]] = {}
        for row in ordinary:
            word = row["word"]
            if row["kind"] == "container":
                for at in range(len(word) - 1):
                    for name in self._heads.get(word[at : at + 2], ()):
                        if word.startswith(name, at) and name != word:
                            containers.setdefault(name, {}).setdefault(at, []).append(word)
        # Name → how many characters before it a longer word begins, and the words that begin there.
        self._containers = {
            name: [(at, tuple(words)) for at, words in by_offset.items()]
            for name, by_offset in containers.items()
        }

    def scan(self, text: str) -> Iterator[UpperHit]:
        """Yield the names in ``text`` from left to right, the longest at each position, none overlapping."""
        heads = self._heads
        reached = 0
        for maybe in self._maybe_head.finditer(text):
            start = maybe.start()
            names = heads.get(text[start : start + 2])
            if names is None or start < reached:
                continue
            for name in names:
                if text.startswith(name, start):
                    hit = self._hit(text, start, name)
                    if hit is not None:
                        reached = hit.end
                        yield hit
                    break

    def _hit(self, text: str, start: int, name: str) -> UpperHit | None:
        end = start + len(name)
        full = self.full.get(name)
        customary = self.customary.get(name)
        if customary:
            return UpperHit(start, end, name, customary, True, False)
        former = self.former.get(name)
        if former:
            return UpperHit(start, end, name, former, True, True)
        if full and len(name) > 2:
            return UpperHit(start, end, name, full, True, name in self.ordinary)
        for at, words in self._containers.get(name, ()):  # 代县长 acts for a magistrate, wherever 代县 lies
            if start >= at and text.startswith(words, start - at):
                return None
        if full:
            return UpperHit(start, end, name, full, True, True)
        return UpperHit(start, end, name, self.short[name], False, name in self.ordinary)

    @staticmethod
    def in_longer_name(text: str, end: int) -> bool:
        """Whether a short name that ends at ``end`` goes on as the name of a road, a village, a school."""
        return _LONGER_NAME.match(text, end) is not None


def _customary(register: Register, full: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the customary names of autonomous places: 凉山州, 北川县 for 北川羌族自治县."""
    names: dict[str, list[str]] = {}
    for codes in full.values():
        for code in codes:
            name = register.name(code)
            short = upper_key(name)
            if (
                name.endswith(("自治州", "自治县", "自治旗"))
                and short != name
                and short + name[-1] not in full
            ):
                names.setdefault(short + name[-1], []).append(code)
    return {name: tuple(codes) for name, codes in names.items()}


def _former(names_in_use: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the names that districts and county-level cities had as counties: 繁昌县 for 繁昌区."""
    names: dict[str, list[str]] = {}
    for name, codes in names_in_use.items():
        county = upper_key(name) + "县"
        if name[-1] in "区市" and len(county) <= len(name) and county not in names_in_use:
            names.setdefault(county, []).extend(code for code in codes if len(code) == 6)
    return {name: tuple(codes) for name, codes in names.items() if codes}


@cache
def gazetteer(register: Register) -> Gazetteer:
    """Return the register's gazetteer, made once."""
    return Gazetteer(register)


@cache
def common_nouns() -> frozenset[str]:
    """Return the words that end like a place but name none: 行政村, 城镇, 家乡, 智慧社区."""
    return frozenset(row["word"] for row in read_words(DEFAULT_PATH / "common_nouns.csv", {"word": None}))


def common_noun_at_end(name: str) -> int:
    """Return the length of the longest common noun that a name ends in, 0 when in none.

    From three characters on no place's name ends in one: 山村 does end 凤山村, 示范村 none.
    """
    words = common_nouns()
    for length in _noun_lengths():
        if name[-length:] in words:
            return min(length, len(name))
    return 0


@cache
def _noun_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in common_nouns()}, reverse=True))
