"""Load the binding fixtures (data/binding/README.md) and judge what the reader says of each marked figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from townledger.page.text import shadow
from townledger.reader import read_page
from townledger.records import Metric

FOLDER = Path(__file__).resolve().parent / "data" / "binding"
STATUSES = frozenset({"actual", "planned", "capacity", "requirement"})
ANY, NONE, MISREAD = "*", "-", "✗"
FIELDS = ("item", "measure", "period", "status", "subject")


class BindingError(ValueError):
    """A fixture that cannot be understood; the message names file and line and says what to write."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One marked figure, where it stands, and the wordings that count as right, by field.

    A field that is missing in ``expected`` is not judged; ``("",)`` means that nothing must be read.
    """

    file: str
    line: int
    start: int
    end: int
    text: str
    expected: dict[str, tuple[str, ...]]
    misread: bool


@dataclass(slots=True)
class Passage:
    """A headline (or none) and paragraphs, as one page of raw text, and its figures in order."""

    file: str
    line: int
    text: str = ""
    figures: list[Figure] = field(default_factory=list)


def load() -> list[Passage]:
    """Return all passages, file by file.

    Raises
    ------
    BindingError
        When a line cannot be understood, or marks and figures do not agree.
    """
    return [
        passage
        for path in sorted(FOLDER.glob("*.txt"))
        for passage in parse(path.read_text(encoding="utf-8"), path.name)
    ]


def parse(text: str, file: str) -> Iterator[Passage]:
    """Yield the passages of one file's text; ``file`` is its name for messages."""
    passage: Passage | None = None
    marks: list[tuple[int, int]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        where = f"{file}:{number}"
        if line.startswith("#"):
            continue
        if line.startswith(("题 ", "文 ")):
            passage = passage or Passage(file, number)
            plain, spans = _marks(line[2:], where)
            marks += [(len(passage.text) + start, len(passage.text) + end) for start, end in spans]
            passage.text += plain + ("\n\n" if line[0] == "题" else "\n")
        elif line.strip():
            if passage is None:
                raise BindingError(f"{where}: no passage above; begin one with “文 ”")
            if len(passage.figures) == len(marks):
                raise BindingError(f"{where}: more figures than marks 【】 in the passage")
            span = marks[len(passage.figures)]
            passage.figures.append(_figure(line, file, number, span, passage.text[span[0] : span[1]]))
        elif passage is not None:
            if len(passage.figures) != len(marks):
                raise BindingError(f"{where}: {len(marks)} marks 【】 but {len(passage.figures)} figures")
            if not marks:
                raise BindingError(f"{where}: mark at least one figure of the passage with 【 and 】")
            yield passage
            passage, marks = None, []


def _marks(marked: str, where: str) -> tuple[str, list[tuple[int, int]]]:
    plain, spans, open_at = "", [], -1
    for char in marked:
        if char == "【" and open_at < 0:
            open_at = len(plain)
        elif char == "】" and 0 <= open_at < len(plain):
            spans.append((open_at, len(plain)))
            open_at = -1
        elif char in "【】":
            raise BindingError(f"{where}: the marks 【】 do not pair, or nothing is between them")
        else:
            plain += char
    if open_at >= 0:
        raise BindingError(f"{where}: the mark 【 is not closed")
    return plain, spans


def _figure(line: str, file: str, number: int, span: tuple[int, int], text: str) -> Figure:
    where = f"{file}:{number}"
    figure, *cells = (cell.strip() for cell in line.removeprefix(MISREAD).split("｜"))
    if figure != text:
        raise BindingError(f"{where}: figure {figure!r} is not the next mark 【{text}】")
    if not 1 <= len(cells) <= len(FIELDS):
        raise BindingError(
            f"{where}: write 数字｜事项｜计量｜时间｜性质｜主体 (the last ones may be left out)"
        )
    cells += [""] * (len(FIELDS) - len(cells))
    expected = {}
    for name, cell in zip(FIELDS, cells, strict=True):
        unjudged = cell == ANY or (not cell and name in ("measure", "subject"))
        if name == "item" and not cell:
            raise BindingError(f"{where}: no item; write what is counted, or * if it is not to be judged")
        if not unjudged:
            wordings = cell or ("actual" if name == "status" else "")
            expected[name] = tuple("" if w == NONE else shadow(w.strip()) for w in wordings.split("/"))
    if wrong := set(expected.get("status", ())) - STATUSES:
        raise BindingError(
            f"{where}: unknown status {min(wrong)!r}; write one of {', '.join(sorted(STATUSES))}"
        )
    return Figure(file, number, *span, text, expected, line.startswith(MISREAD))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a figure (None: not read as a fact), and the fields that are wrong."""

    figure: Figure
    metric: Metric | None
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        place = f"{self.figure.file}:{self.figure.line} {self.figure.text}"
        if self.metric is None:
            return f"{place}: not read as a fact with this span"
        said = said_of(self.metric)
        return f"{place}: " + "; ".join(
            f"{name} {said[name]!r}, not {'/'.join(self.figure.expected[name]) or 'empty'}"
            for name in self.wrong
        )


def said_of(metric: Metric) -> dict[str, str]:
    """Return the judged fields of a metric."""
    return {
        "item": metric.item,
        "measure": metric.measure,
        "period": metric.period_text,
        "status": metric.status,
        "subject": shadow(metric.subject),
    }


def read(passage: Passage) -> list[Reading]:
    """Read a passage as one page and judge its figures."""
    metrics = {(m.char_start, m.char_end): m for m in read_page(passage.text, passage.file).metrics}
    readings = []
    for figure in passage.figures:
        metric = metrics.get((figure.start, figure.end))
        if metric is None:
            readings.append(Reading(figure, None, ("figure",)))
            continue
        said = said_of(metric)
        wrong = [n for n in FIELDS if n in figure.expected and not agrees(said[n], figure.expected[n])]
        if "measure" in wrong and any(words in metric.item for words in figure.expected["measure"]):
            wrong.remove("measure")  # 亩均纯收入 may stand in the item
        readings.append(Reading(figure, metric, tuple(wrong)))
    return readings


def agrees(said: str, wordings: tuple[str, ...]) -> bool:
    """Tell whether what is said contains or is contained in one of the wordings; empty equals only empty."""
    return any(said == words or (said and words and (said in words or words in said)) for words in wordings)
