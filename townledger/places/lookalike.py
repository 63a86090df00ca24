"""Repair of place names with one wrong character, look-alike or homophone, inside the stated parent only.

A printed name that the register lacks is compared with the names of the place that it is said to lie in.
Only names of the same length that differ in exactly one character are considered, and that character must
look or sound like the printed one. How alike two characters are follows from their components
(``seeds/register/components.csv``, from 漢語拆字字典) and their syllables (``readings.csv``):

strong
    they share the larger part of the glyph, or a part that is not a mere semantic radical (炉/垆, 鹤/鹅),
    one is the other with a radical added (岗/冈), or they stand on the list of near-identical glyphs (未/末);
sound
    they share a syllable, whatever the tone (贺/鹤), so that an input method offers one for the other. Two
    surnames before a common rest (师家庄, 石家庄) are rather two villages;
absent
    the register's character is missing from GB 2312 (磑), so typesetting systems put another in its place;
weak
    they share a semantic radical in the same position (郭/邬): enough only when the rest of the name has two
    characters or more and is distinctive.

Characters that name neighbouring villages apart (东/西, 上/下, 大/小 …, ``contrasts.csv``) are never swapped.

Counted on 2,275 townships: with one village left out of the register, its true name is taken for a sister's
in 11 of them; with a random homophone in place of one character of a name, 2,226 of 2,271 names are mended.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from townledger.frozen import frozen
from townledger.lexicon import read_words, surnames
from townledger.places.register import DEFAULT_PATH

# Semantic radicals that thousands of characters share in the same position: alone no likeness.
# (部首 of 《汉字部首表》 GF 0011-2009 that stand left or on top and carry meaning rather than sound.)
_RADICALS = frozenset(
    "水氵木土火金钅人亻艹艸草辵辶囗讠言手扌糸纟丝禾石山女口日月王玉虫衣衤示礻犬犭阜阝邑宀心忄食饣竹米车足田目立广疒"
)
_LARGE = 0.6  # share of the glyph that makes two characters look alike (壁/璧 0.8, 堡/煲 0.7; 江/河 0.56)
_SAME = 0.5  # share that makes two parts of a character as good as equal (户/卢 0.5)
_PART = 3  # elementary components that a shared part must have (户 has 3)
_DISTINCTIVE = (
    20  # a remainder that so few names of the whole register have is distinctive (城店 9, 家庄 10,000)
)


@frozen
class Repair:
    """The register's name that was probably meant, or None; ``reason`` is for the reader, in Chinese."""

    name: str | None
    confidence: float
    reason: str


class Glyphs:
    """Characters by their components; see the module's text for what counts as alike."""

    def __init__(
        self,
        components: dict[str, tuple[str, ...]],
        readings: dict[str, frozenset[str]],
        pairs: set[str],
        groups: list[str],
    ) -> None:
        self._components = components
        self._readings = readings
        self._pairs = pairs | {pair[::-1] for pair in pairs}
        self._groups = groups

    @classmethod
    def load(cls, folder: Path = DEFAULT_PATH) -> Glyphs:
        """Read components, readings, near-identical pairs and contrast groups."""
        components = {c: tuple(options) for c, options in _read_options(folder / "components.csv")}
        readings = {c: frozenset(options) for c, options in _read_options(folder / "readings.csv")}
        pairs = {row["pair"] for row in read_words(folder / "lookalikes.csv", {"pair": None})}
        groups = [row["characters"] for row in read_words(folder / "contrasts.csv", {"characters": None})]
        return cls(components, readings, pairs, groups)

    def contrast(self, a: str, b: str) -> bool:
        """Whether two characters name neighbouring places apart."""
        return any(a in group and b in group for group in self._groups)

    def likeness(self, printed: str, registered: str) -> str:
        """Return strong, sound, absent, weak or "" for two different characters."""
        if printed + registered in self._pairs or self._share(printed, registered, 3) >= _LARGE:
            return "" if self._only_radical(printed, registered) else "strong"
        if self._contains(printed, registered) or self._contains(registered, printed):
            return "strong"
        for one, other in self._splits(printed, registered):
            for a, b in zip(one, other, strict=True):
                if a not in _RADICALS and self._size(a) >= _PART and self._same_part(a, b):
                    return "strong"
        if not self._readings.get(printed, frozenset()).isdisjoint(self._readings.get(registered, ())):
            return "sound"
        if not _in_gb2312(registered):
            return "absent"
        for one, other in self._splits(printed, registered):
            if any(a == b for a, b in zip(one, other, strict=True)):
                return "weak"
        return ""

    def _same_part(self, a: str, b: str) -> bool:
        """Whether two parts are one, or share what is no mere radical and no stroke (户 and 卢 the 尸)."""
        return a == b or any(
            x == y and x not in _RADICALS and _SAME * max(self._size(a), self._size(b)) <= self._size(x) > 1
            for one, other in self._splits(a, b)
            for x, y in zip(one, other, strict=True)
        )

    def _only_radical(self, a: str, b: str) -> bool:
        """Whether all that two characters share is a semantic radical (红/绿)."""
        shared = [
            [x for x, y in zip(one, other, strict=True) if self._share(x, y, 2) >= _SAME]
            for one, other in self._splits(a, b)
        ]
        return a + b not in self._pairs and any(shared) and all(set(s) <= _RADICALS for s in shared if s)

    def _contains(self, whole: str, part: str) -> bool:
        """Whether one character is the other with a radical added (岗/冈, 塘/唐)."""
        options = self._components.get(whole, ())
        return part not in _RADICALS and any(
            len(option) == 2 and part in option and option.replace(part, "", 1) in _RADICALS
            for option in options
        )

    def _splits(self, a: str, b: str) -> Iterable[tuple[str, str]]:
        for one in self._components.get(a, ()):
            for other in self._components.get(b, ()):
                if len(one) == len(other) > 1:
                    yield one, other

    @cache  # noqa: B019  one instance a process
    def _share(self, a: str, b: str, depth: int) -> float:
        """Return the share of the glyph that two characters have in common in the same position, 0 to 1."""
        if a == b:
            return 1.0
        if depth == 0:
            return 0.0
        best = 0.0
        for one, other in self._splits(a, b):
            weights = [max(self._size(x), self._size(y)) for x, y in zip(one, other, strict=True)]
            shares = [self._share(x, y, depth - 1) for x, y in zip(one, other, strict=True)]
            best = max(best, sum(w * s for w, s in zip(weights, shares, strict=True)) / sum(weights))
        return best

    @cache  # noqa: B019
    def _size(self, character: str, depth: int = 6) -> int:
        """Return how many elementary components a character has, which stands for its strokes."""
        options = self._components.get(character)
        if depth == 0 or not options or options[0] == character:
            return 1
        return sum(self._size(part, depth - 1) for part in options[0])


def repair(
    printed: str, names: Iterable[str], parent: str, glyphs: Glyphs, rarity: Callable[[str, str], int]
) -> Repair:
    """Return the one name that ``printed`` probably stands for.

    Parameters
    ----------
    printed : str
        The name without its level word (key), which none of ``names`` equals.
    names : iterable of str
        The keys that the register has in the stated parent.
    parent : str
        The parent's name, for the reason.
    glyphs : Glyphs
        What looks alike.
    rarity : callable
        (before, after) → how many names of the whole register are one character between these.
    """
    near: list[tuple[str, str, str]] = []
    contrasts: list[str] = []
    unlike: list[str] = []
    others: list[str] = []
    first, last, size = printed[0], printed[-1], len(printed)
    # One character replaced, added or left out leaves the first or the last as it is.
    for name in sorted({name for name in names if name[0] == first or name[-1] == last}):
        if len(name) != size:
            if size >= 2 and abs(len(name) - size) == 1 and _within(printed, name):
                others.append(name)
            continue
        differing = [i for i, (a, b) in enumerate(zip(printed, name, strict=True)) if a != b]
        if len(differing) != 1:
            continue
        at = differing[0]
        if glyphs.contrast(printed[at], name[at]):
            contrasts.append(name)
            continue
        likeness = glyphs.likeness(printed[at], name[at])
        before, after = printed[:at], printed[at + 1 :]
        if likeness == "weak" and (len(printed) < 3 or rarity(before, after) > _DISTINCTIVE):
            likeness = ""
        if likeness == "sound" and at == 0 and {printed[0], name[0]} <= surnames().keys():
            likeness = likeness if rarity(before, after) <= _DISTINCTIVE else ""
        if likeness:
            near.append((likeness, name, f"{printed[at]}/{name[at]}"))
        else:
            unlike.append(name)
    strong = [n for n in near if n[0] == "strong"] or near
    if len(strong) == 1:
        likeness, name, pair = strong[0]
        why = {
            "sound": f"读音相同（{pair}）",
            "absent": f"登记簿用字不在GB 2312字库，常以他字代替（{pair[0]}）",
        }.get(likeness, f"字形近似（{pair}）")
        confidence = {"strong": 0.8, "sound": 0.7, "absent": 0.65, "weak": 0.6}[likeness]
        return Repair(name, confidence, f"{parent}内唯一相近的名称，{why}")
    if strong:
        return Repair(
            None, 0.0, f"{parent}内相近的不止一个（{'、'.join(n[1] for n in strong[:4])}），不作改正"
        )
    if contrasts:
        return Repair(None, 0.0, f"{parent}内只有{'、'.join(contrasts[:4])}，所差的字是对立字，不作改正")
    if others:
        return Repair(None, 0.0, f"{parent}内有{'、'.join(others[:4])}，字数不同，不自动采纳")
    if unlike:
        return Repair(None, 0.0, f"{parent}内差一字的有{'、'.join(unlike[:4])}，字形并不相近")
    return Repair(None, 0.0, f"登记簿中{parent}内无此名，疑为自然村、合并前的村或新设")


def _within(a: str, b: str) -> bool:
    """Whether the shorter of two names is the longer one with one character left out."""
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _read_options(path: Path) -> list[tuple[str, list[str]]]:
    """Return the rows of a table of characters, each with its options (``|`` between them)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row[0], row[1].split("|")) for row in list(csv.reader(lines))[1:]]


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def default_glyphs() -> Glyphs:
    """Return the glyphs of ``seeds/register/``, loaded when a name is first doubted."""
    return Glyphs.load()
