"""Recall, mends and false alarms of the doubter on planted errors: ``python -m bench.planted [-v]``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from checks_planting import Planted, blocks, clean, planted

from checks.doubt import doubt
from checks.records import Finding
from townledger.reader import read_page
from townledger.register import default_register

GRAVE = ("block", "review")


def findings(text: str) -> list[Finding]:
    """Return what is said about a page of this text."""
    return doubt([read_page(text, "planted.txt")], default_register()).findings


def catches(error: Planted, found: list[Finding]) -> list[Finding]:
    """Return the grave findings that touch the planted figure or name it in their arithmetic."""
    return [
        f
        for f in found
        if f.severity in GRAVE
        and ((f.char_start < error.end and error.start < f.char_end) or error.printed in f.arithmetic)
    ]


def mended(error: Planted, found: list[Finding]) -> bool:
    """Tell whether the first suggestion at the figure is what was meant."""
    here = [f for f in found if f.char_start < error.end and error.start < f.char_end and f.suggestion]
    return bool(here) and re.sub(r"\s", "", here[0].suggestion) == error.meant


def main() -> None:
    """Print the rates, and with ``-v`` every miss and false alarm."""
    loud = "-v" in sys.argv
    alarms = 0
    for block in blocks():
        for finding in findings(clean(block)):
            if finding.severity in GRAVE:
                alarms += 1
                if loud:
                    print("ALARM", finding.text, finding.rule, finding.severity, finding.arithmetic[:160])
    caught, mends, total, missed = Counter(), 0, Counter(), []
    for error in planted():
        found = catches(error, findings(error.text))
        total[error.kind] += 1
        if found:
            caught[error.kind] += 1
            mends += mended(error, found)
            if loud and not mended(error, found):
                print(
                    "WRONG",
                    error.printed,
                    "meant",
                    error.meant,
                    "→",
                    found[0].text,
                    found[0].suggestion,
                    found[0].rule,
                )
        else:
            missed.append(error)
    if loud:
        for error in missed:
            print(
                "MISS",
                error.kind,
                error.printed,
                "meant",
                error.meant,
                "|",
                error.text[max(0, error.start - 30) : error.end + 12].replace("\n", " "),
            )
    count, hits = sum(total.values()), sum(caught.values())
    for kind in sorted(total):
        print(f"{kind}: {caught[kind]}/{total[kind]}")
    print(f"planted {count}: caught {hits / count:.1%}, mended by the first suggestion {mends / count:.1%}")
    print(f"false alarms {alarms} on {len(blocks())} clean pages")


if __name__ == "__main__":
    main()
