"""Plant errors in clean pages: a mark of ``tests/data/checks/planted.txt`` makes a page with one error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checks.doubt import doubt
from checks.records import Doubts, Finding
from townledger.places.register import default_register
from townledger.reader import read_page

SOURCE = Path(__file__).resolve().parent / "data" / "checks" / "planted.txt"
OUTSIDER = SOURCE.with_name("outsider.txt")
_BY_HAND = re.compile(r"⟦([^⟦⟧→]+)→([^⟦⟧]+)⟧")
_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]*)\]")
_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<more>余?)(?P<scale>[万亿]?)(?P<unit>.*)")
_SLIP = {
    "吨": "公斤",
    "公斤": "吨",
    "公里": "米",
    "米": "公里",
    "亩": "平方公里",
    "平方米": "平方公里",
    "立方米": "升",
}


@dataclass(frozen=True)
class Planted:
    """A page with one planted error: where it stands, what is printed and what was meant."""

    text: str
    start: int
    end: int
    kind: str
    printed: str
    meant: str


def blocks(source: Path = SOURCE) -> list[str]:
    """Return the marked pages of a file."""
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [block.strip() for block in "\n".join(lines).split("\n\n") if block.strip()]


def clean(block: str) -> str:
    """Return a page without its marks."""
    return _BY_HAND.sub(r"\1", _MARK.sub(r"\1", block))


def slips(figure: str, kinds: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, wrong figure) for each kind of error of a mark."""
    match = _FIGURE.fullmatch(figure)
    if match is None:
        return
    number, more, scale, unit = match["number"], match["more"], match["scale"], match["unit"]
    for kind in kinds:
        match kind:
            case "s" if scale in ("", "万"):
                yield kind, f"{number}{more}{'亿' if scale else '万'}{unit}"
            case "d" if scale:
                yield kind, f"{number}{more}{unit}"
            case "u" if unit in _SLIP:
                yield kind, f"{number}{more}{scale}{_SLIP[unit]}"
            case "g":
                at = 0 if number[0] not in "89" else len(number) - 1
                digit = str((int(number[at]) + 2) % 10 or 1)
                yield kind, f"{number[:at]}{digit}{number[at + 1 :]}{more}{scale}{unit}"
            case "x":
                yield kind, f"1{number}{unit}" if not number.startswith("1") else f"{number}8{unit}"
            case "t":
                yield kind, f"{number}0{unit}"


def planted() -> Iterator[Planted]:
    """Yield every page with one error planted, in the order of the file."""
    for block in blocks():
        for mark in _MARK.finditer(block):
            before = clean(block[: mark.start()])
            after = clean(block[mark.end() :])
            for kind, wrong in slips(mark[1], mark[2]):
                yield Planted(
                    before + wrong + after, len(before), len(before) + len(wrong), kind, wrong, mark[1]
                )


def planted_by_hand() -> Iterator[Planted]:
    """Yield every page of the outsider's file with one of its errors, in the order of the file."""
    for block in blocks(OUTSIDER):
        for mark in _BY_HAND.finditer(block):
            before, after = clean(block[: mark.start()]), clean(block[mark.end() :])
            for wrong in mark[2].split("|"):
                span = (len(before), len(before) + len(wrong))
                yield Planted(before + wrong + after, *span, "hand", wrong, mark[1])


@dataclass
class Rates:
    """What the doubter made of the planted errors."""

    total: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    mends: int = 0
    held: int = 0
    bystanders: int = 0
    alarms: list[Finding] = field(default_factory=list)
    missed: list[Planted] = field(default_factory=list)
    wrong: list[tuple[Planted, list[Finding]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.total.values())

    @property
    def caught(self) -> float:
        return sum(self.hit.values()) / self.count

    @property
    def mended(self) -> float:
        return self.mends / self.count

    @property
    def kept_out(self) -> float:
        """Share of the planted figures that do not go into the ledger as trusted."""
        return self.held / self.count

    @property
    def beside(self) -> float:
        """Sound figures that are held for each error."""
        return self.bystanders / self.count


def measure(source: Path = SOURCE) -> Rates:
    """Read and doubt every clean page of a file and every page with an error.

    An error is caught when a grave finding stands on the planted figure, mended when the first such finding
    with a suggestion says what was meant, and held when the verdict on the figure keeps it from the totals.
    """
    rates = Rates()
    for block in blocks(source):
        rates.alarms += _grave(_doubts(clean(block)))
    for error in planted_by_hand() if source is OUTSIDER else planted():
        rates.total[error.kind] += 1
        said = _doubts(error.text)
        here = [f for f in _grave(said) if f.char_start < error.end and error.start < f.char_end]
        rates.hit[error.kind] += bool(here)
        first = next((f.suggestion for f in here if f.suggestion), "")
        rates.mends += first == error.meant
        held = [_is_at(error, metric_id) for metric_id, v in said.verdicts.items() if v != "passed"]
        rates.held += any(held)
        rates.bystanders += held.count(False)
        if not here:
            rates.missed.append(error)
        elif first != error.meant:
            rates.wrong.append((error, here))
    return rates


def _doubts(text: str) -> Doubts:
    return doubt([read_page(text, "planted.txt")], default_register())


def _grave(said: Doubts) -> list[Finding]:
    """Return the findings that ask for more than a glance."""
    return [f for f in said.findings if f.severity in ("block", "review")]


def _is_at(error: Planted, metric_id: str) -> bool:
    start, end = map(int, metric_id.rpartition(":")[2].split("-"))
    return start < error.end and error.start < end
