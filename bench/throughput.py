"""Speed and memory of the reader and the doubter on one core: ``python -m bench.throughput [pages]``.

Reads the sample pages again and again under new names, up to ``pages`` (default 100), and prints KB of UTF-8
a CPU second for each stage, the time to start with the register, and the peak memory.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "newspapers"


def main() -> None:
    """Measure and print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    started = time.process_time()
    from checks.doubt import doubt
    from townledger.intake.sidecar import stage
    from townledger.places.register import default_register
    from townledger.reader import read_page

    register = default_register()
    pages, _ = stage([SEEDS])
    for page in pages:  # the first page of all also loads what is loaded once
        read_page(page.text, page.file_name, page.sha256, page.sidecar, register)
        break
    print(f"start-up with register and first page  {time.process_time() - started:.2f} CPU s")

    texts = [(f"{i:05d}.txt", pages[i % len(pages)]) for i in range(wanted)]
    size = sum(len(page.text.encode()) for _, page in texts) / 1000
    started = time.process_time()
    facts = [read_page(page.text, name, page.sha256, page.sidecar, register) for name, page in texts]
    _say("reading", size, time.process_time() - started)
    started = time.process_time()
    doubts = doubt(facts, register)
    _say("doubting", size, time.process_time() - started)
    metrics = sum(len(page.metrics) for page in facts)
    print(f"{wanted} pages, {size:.0f} KB, {metrics} metrics, {len(doubts.findings)} findings")
    print(f"peak memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _say(stage: str, size: float, seconds: float) -> None:
    print(f"{stage:<10} {size / seconds:8.0f} KB a CPU second")


if __name__ == "__main__":
    main()
