"""Read many pages, on every core when there are enough of them.

Kept apart from the Dagster modules: a worker process imports this and the reader, and starts in a second.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from townledger.intake.sidecar import Sidecar
from townledger.reader import read_page
from townledger.records import PageFacts

PARALLEL_FROM = 200
"""Pages from which on worker processes pay: each takes about two seconds before its first page."""
_CHUNK = 20  # pages that a worker takes at a time


@dataclass(frozen=True, slots=True)
class ReadingError:
    """What went wrong while a page was read."""

    message: str
    trace: str


def read_all(rows: Sequence[Mapping[str, Any]]) -> Iterator[PageFacts | ReadingError]:
    """Yield for each row of ``staged_page``, in order, its facts or what went wrong."""
    workers = os.cpu_count() or 1
    if len(rows) < PARALLEL_FROM or workers == 1:
        yield from map(read_one, rows)
        return
    # Spawned, not forked: the parent has threads (Dagster, DuckDB, polars).
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_one, rows, chunksize=_CHUNK)


def read_one(row: Mapping[str, Any]) -> PageFacts | ReadingError:
    """Return the facts of a staged page; a fault of the reader becomes a value, so that the rest goes on."""
    stated = Sidecar(row["publication"], row["issue_date"] and row["issue_date"].isoformat(), row["page"])
    try:
        return read_page(row["text"], row["file_name"], row["sha256"], stated)
    except Exception as error:
        message = (str(error).strip() or "无说明").splitlines()[0]
        return ReadingError(f"{type(error).__name__}：{message}", traceback.format_exc())
