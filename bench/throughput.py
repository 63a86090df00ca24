"""Speed of the whole reading by stage, start-up and memory: ``python -m bench.throughput [FOLDER]``.

Reads the five sample pages and, when one is given, the pages of a folder, on one core. Speeds are megabytes
of UTF-8 a CPU second, each stage in its fastest round; the first round also loads what is loaded once.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from townledger.dating.dates import issue_date
from townledger.intake.sidecar import StagedPage, stage
from townledger.numbers.mentions import read_numbers
from townledger.page.layout import lay_out
from townledger.people.context import Context
from townledger.people.mechanisms import read_mechanisms
from townledger.people.organisations import read_organisations
from townledger.people.people import read_people
from townledger.places.mentions import read_places
from townledger.places.register import Register, default_register
from townledger.reader import read_page

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "newspapers"
SPEED, START_UP, MEMORY = 1.0, 1.5, 400.0
"""The goals: megabytes a CPU second for the whole reading, CPU seconds at most, megabytes at most."""
ENOUGH, ROUNDS = 2.0, 3
"""CPU seconds and rounds that a measurement should last at least."""
STAGES = {
    "all": "the whole reading, as `read_page` does it",
    "numbers": "mentions, classes, values, units",
    "page": "layout, articles, issue date",
    "places": "",
    "people": "with organisations and mechanisms",
    "facts": "items, subjects, periods, records: all but the stages above",
}


def main() -> None:
    """Measure and print."""
    register = default_register()
    start_up = time.process_time()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for folder in (SAMPLES, *map(Path, sys.argv[1:2])):
        pages, _ = stage([folder])
        if not pages:
            sys.exit(f"{folder}: no page to read; put UTF-8 text files there")
        measure(folder.name, pages, register)
    print(f"start-up with register  {start_up:.2f} CPU s  (goal: at most {START_UP} s)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"peak memory             {peak:.0f} MB  (goal: at most {MEMORY:.0f} MB)")


def measure(name: str, pages: list[StagedPage], register: Register) -> None:
    """Read the pages round after round, and print the speed of each stage."""
    size = sum(len(page.text.encode()) for page in pages) / 1e6
    rounds: list[dict[str, float]] = []
    while len(rounds) < ROUNDS or sum(sum(one.values()) for one in rounds) < ENOUGH:
        rounds.append(one_round(pages, register))
    best = {stage: min(one[stage] for one in rounds) for stage in rounds[0]}
    best["facts"] = 2 * best["all"] - sum(best.values())
    print(f"{name}: {len(pages)} pages, {size * 1000:.1f} kB of UTF-8, {len(rounds)} rounds;", end=" ")
    print(f"first round {size / rounds[0]['all']:.2f} MB/s")
    print(f"{'stage':8} {'ms':>8} {'MB/s':>7} {'goal':>5}")
    for stage_name, remark in STAGES.items():
        goal = f"{SPEED:.2f}" if stage_name == "all" else ""
        seconds = best[stage_name]
        print(f"{stage_name:8} {seconds * 1000:8.1f} {size / seconds:7.2f} {goal:>5}  {remark}".rstrip())


def one_round(pages: list[StagedPage], register: Register) -> dict[str, float]:
    """Read every page whole, then stage by stage; return the CPU seconds of each."""
    spent = dict.fromkeys(("all", "numbers", "page", "places", "people"), 0.0)
    for page in pages:
        marks = [time.process_time()]
        read_page(page.text, page.file_name, page.sha256, page.sidecar, register)
        marks.append(time.process_time())
        layout = lay_out(page.text)
        issue_date(layout, page.sidecar.issue_date)
        marks.append(time.process_time())
        read_numbers(layout.flow.text)
        marks.append(time.process_time())
        places = read_places(layout, register)
        marks.append(time.process_time())
        context = Context(layout, places, register)
        read_people(context, read_organisations(context))
        read_mechanisms(context)
        marks.append(time.process_time())
        for stage_name, begun, ended in zip(
            ("all", "page", "numbers", "places", "people"), marks, marks[1:], strict=False
        ):
            spent[stage_name] += ended - begun
    return spent


if __name__ == "__main__":
    main()
