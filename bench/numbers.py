"""Speed of number reading beside the public tools, in one run on one core: ``python -m bench.numbers``.

Every reader gets the five sample pages; the fast ones get them many times over, so that each run lasts long
enough to be measured, and speed is bytes of UTF-8 a CPU second. The peers are optional (``pip install -e
'.[bench]'``); for a peer that cannot be imported the line says how to install it.
"""

from __future__ import annotations

import importlib
import logging
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from townledger.numbers.mentions import read_raw_numbers
from townledger.reader import read_page

PAGES = Path(__file__).resolve().parents[1] / "seeds" / "newspapers"
ENOUGH = 1.0
"""CPU seconds that a measurement should last at least."""
LINES = re.compile(r"[^\n]+")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
INSTALL = "cannot be imported: pip install -e '.[bench]'"

Reader = Callable[[str], object]


class Row(NamedTuple):
    """One measured reader: megabytes of UTF-8 a CPU second, or why there is no measurement."""

    name: str
    speed: float | None
    remark: str


def jionlp_reader() -> Reader:
    """Return jionlp's finders of money and time, applied line by line."""
    jionlp = importlib.import_module("jionlp")
    return lambda page: [
        (jionlp.ner.extract_money(s), jionlp.ner.extract_time(s)) for s in LINES.findall(page)
    ]


def recognizers_reader() -> Reader:
    """Return the number, percentage, age, currency, dimension and temperature models of Recognizers-Text."""
    number = importlib.import_module("recognizers_number")
    unit = importlib.import_module("recognizers_number_with_unit")
    plain, units = number.NumberRecognizer("zh-cn"), unit.NumberWithUnitRecognizer("zh-cn")
    models = [plain.get_number_model(), plain.get_percentage_model()]
    models += [units.get_age_model(), units.get_currency_model()]
    models += [units.get_dimension_model(), units.get_temperature_model()]
    return lambda page: [model.parse(s) for s in LINES.findall(page) for model in models]


OURS: dict[str, Reader] = {
    "townledger, numbers": read_raw_numbers,
    "townledger, whole page": lambda page: read_page(page, "page.txt"),
    "regular expression, digits only": DIGITS.findall,
}
PEERS: dict[str, Callable[[], Reader]] = {
    "jionlp, money and time": jionlp_reader,
    "Recognizers-Text, numbers with units": recognizers_reader,
}


def measure(name: str, read: Reader, pages: list[str]) -> Row:
    """Read the pages again and again until the run is long enough, and return the speed."""
    read(pages[0][:200])  # caches and tables are loaded
    size, rounds, start = sum(len(page.encode()) for page in pages), 0, time.process_time()
    while rounds == 0 or time.process_time() - start < ENOUGH:
        for page in pages:
            read(page)
        rounds += 1
    seconds = time.process_time() - start
    return Row(name, size * rounds / seconds / 1e6, f"{rounds} × {size / 1e3:.0f} kB in {seconds:.1f} s")


def rows(pages: list[str]) -> list[Row]:
    """Return all measurements, ours first."""
    measured = [measure(name, read, pages) for name, read in OURS.items()]
    for name, load in PEERS.items():
        try:
            read = load()
        except ImportError as error:
            measured.append(Row(name, None, f"{INSTALL} ({error})"))
            continue
        measured.append(measure(name, read, pages))
    return measured


def main() -> None:
    """Print speed and ratio of every reader."""
    logging.disable(logging.CRITICAL)  # jionlp logs a traceback for each time that it cannot parse
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pages = [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.txt"))]
    if not pages:
        sys.exit(f"{PAGES}: no page to read; put UTF-8 text files there")
    measured = rows(pages)
    ours = measured[0].speed or 0.0
    print(f"{'reader':38} {'MB/s':>9} {'numbers are … times as fast':>28}")
    for row in measured:
        if row.speed is None:
            print(f"{row.name:38} {'–':>9} {row.remark}")
        else:
            print(f"{row.name:38} {row.speed:9.3f} {ours / row.speed:28.2f}   {row.remark}")


if __name__ == "__main__":
    main()
