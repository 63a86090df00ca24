"""Load the phrase corpus: lines with marked numbers and what they mean (see data/corpus/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

CORPUS = Path(__file__).resolve().parent / "data" / "corpus"
FACTS = frozenset({"quantity", "duration", "age", "frequency", "ratio"})
CLASSES = FACTS | {"date", "ordinal", "name"}
NO_FACT, NO_MENTION = "no fact", "no mention"
MISREAD = "✗"

_HEADER = re.compile(r"\[([a-z ]+)\]")
_NUMBER = r"(-?\d+(?:\.\d+)?)(?:/(\d+))?([万亿]?)"
_ONE = re.compile(rf"(>=|<=|>|<|~)?{_NUMBER}")
_TWO = re.compile(rf"{_NUMBER}\.\.{_NUMBER}")
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}
_OPEN = {">": "over", "<": "under", ">=": "at_least", "<=": "at_most", "~": "about", None: "exact"}


class CorpusError(ValueError):
    """A line that cannot be understood; the message names file and line and says what to write."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One marked span of a phrase and its reading; offsets are in the phrase without marks."""

    start: int
    end: int
    class_: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of the corpus: its place, the text without marks, and the expected readings.

    ``misread`` lines (they begin with ✗) say what is right, and that the reader does not read it so yet.
    """

    file: str
    line: int
    text: str
    expected: tuple[Expected, ...]
    misread: bool = False


def load(folder: str) -> list[Phrase]:
    """Return all phrases of ``positive`` or ``negative``, file by file.

    Raises
    ------
    CorpusError
        When a line cannot be understood or a phrase stands twice.
    """
    phrases: list[Phrase] = []
    seen: dict[str, str] = {}
    for path in sorted((CORPUS / folder).glob("*.txt")):
        for phrase in parse(path.read_text(encoding="utf-8"), f"{folder}/{path.name}", folder == "positive"):
            where = f"{phrase.file}:{phrase.line}"
            if phrase.text in seen:
                raise CorpusError(f"{where}: the phrase already stands at {seen[phrase.text]}")
            seen[phrase.text] = where
            phrases.append(phrase)
    return phrases


def parse(text: str, file: str, positive: bool) -> Iterator[Phrase]:
    """Yield the phrases of one file's text; ``file`` is its name for messages."""
    class_ = ""
    allowed = FACTS if positive else (CLASSES - FACTS) | {NO_FACT, NO_MENTION}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        where = f"{file}:{number}"
        if not line or line.startswith("#"):
            continue
        if header := _HEADER.fullmatch(line):
            class_ = header[1]
            if class_ not in allowed:
                raise CorpusError(
                    f"{where}: unknown class [{class_}]; write one of {', '.join(sorted(allowed))}"
                )
            continue
        if not class_:
            raise CorpusError(
                f"{where}: a line with the class in brackets must come first, such as [quantity]"
            )
        marked, *cells = (part.strip() for part in line.removeprefix(MISREAD).split("|"))
        plain, spans = _marks(marked, where)
        if positive and len(cells) != len(spans):
            raise CorpusError(f"{where}: {len(spans)} marks 【】 but {len(cells)} values after |")
        if not positive and cells:
            raise CorpusError(f"{where}: a phrase of the negative corpus has no values")
        expected = (
            tuple(_cell(cell, span, class_, where) for cell, span in zip(cells, spans, strict=True))
            if positive
            else tuple(Expected(*span, class_) for span in spans)
        )
        yield Phrase(file, number, plain, expected, line.startswith(MISREAD))


def _marks(marked: str, where: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the phrase without marks and the marked spans."""
    plain, spans, open_at = "", [], -1
    for char in marked.replace("⏎", "\n"):
        if char == "【" and open_at < 0:
            open_at = len(plain)
        elif char == "】" and 0 <= open_at < len(plain):
            spans.append((open_at, len(plain)))
            open_at = -1
        elif char in "【】":
            raise CorpusError(f"{where}: the marks 【】 do not pair, or nothing is between them")
        else:
            plain += char
    if open_at >= 0 or not spans:
        raise CorpusError(f"{where}: mark each number with 【 and 】")
    return plain, spans


def _cell(cell: str, span: tuple[int, int], class_: str, where: str) -> Expected:
    """Return the reading that a cell ``[class] value [unit]`` describes."""
    words = cell.split()
    if words and words[0] in CLASSES:
        class_ = words.pop(0)
    if len(words) not in (1, 2):
        raise CorpusError(f"{where}: cannot read {cell!r}; write a value and a unit, such as '>200 户'")
    value, unit = words[0], "".join(words[1:])
    if value == "?":
        return Expected(*span, class_, None, None, unit, "about")
    if value == "-":
        return Expected(*span, class_, None, None, unit, "exact")
    if two := _TWO.fullmatch(value):
        low, high = _number(*two.groups()[:3]), _number(*two.groups()[3:])
        if low >= high:
            raise CorpusError(f"{where}: the range {value} does not rise")
        return Expected(*span, class_, low, high, unit, "range")
    one = _ONE.fullmatch(value)
    if one is None:
        raise CorpusError(f"{where}: cannot read the value {value!r}; write 13, >200, <5, ~50, 35..40 or ?")
    amount, sign = _number(*one.groups()[1:]), one[1] or ""
    lowest = None if sign.startswith("<") else amount
    highest = None if sign.startswith(">") else amount
    return Expected(*span, class_, lowest, highest, unit, _OPEN[one[1]])


def _number(digits: str, divisor: str | None, scale: str) -> float:
    return float(Fraction(digits) / int(divisor or 1) * _SCALE[scale])
