"""People's decisions, from their files into the warehouse: the same for the schedule and for `make review`.

Versioned corrections lie in ``seeds/reviews`` and are read anew each time: what is no longer there no longer
counts. Decisions from returned workbooks in ``data/reviews`` are kept in the table even when the file goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.tables import conforming
from checks.norms import TableError
from checks.reviews import Doubted, Weighed, Written, beijing, merge, read_corrections, weigh
from reports.returned import SUFFIXES, ReturnedError, read_returned
from reports.sheets import FINDINGS
from warehouse.dictionary import Dictionary, Readable, read_dictionary
from warehouse.store import Store

CORRECTIONS = "seeds/reviews/"
"""How the source of a versioned correction begins, wherever its folder lies."""
RETURNED = "data/reviews/"
FILE_TIME = "（表内无存盘时间，取文件的修改时间）"
_FILES = (*SUFFIXES, ".csv", ".yaml", ".yml")
_DOUBTED = """
SELECT s.finding_id, f.text, s.sentence_hash, s.metric_id
FROM finding_sentence AS s JOIN finding AS f ON f.finding_id = s.finding_id ORDER BY s.finding_id
"""
_UNSETTLED = """
SELECT finding.* REPLACE (finding_review.state AS state)
FROM finding JOIN finding_review ON finding_review.finding_id = finding.finding_id
WHERE finding.page_id IN (
    SELECT f.page_id FROM finding AS f JOIN finding_review AS r ON r.finding_id = f.finding_id
    WHERE f.state <> r.state
)
ORDER BY finding.page_id, finding.char_start, finding.finding_id
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of reading all decisions."""

    weighed: Weighed
    problems: tuple[str, ...]
    """Files that are no decisions, a line each."""


def load_doubts(store: Readable) -> dict[str, Doubted]:
    """Return everything that can be decided on, by finding_id."""
    wanted = "SELECT * FROM metric WHERE metric_id IN (SELECT metric_id FROM finding)"
    metrics: dict[str, Mapping[str, Any]] = {row["metric_id"]: row for row in store.read(wanted).to_dicts()}
    return {
        finding_id: Doubted(finding_id, text, sentence_hash, metrics.get(metric_id))
        for finding_id, text, sentence_hash, metric_id in store.read(_DOUBTED).iter_rows()
    }


def read_decisions(path: Path, shown: str, dictionary: Dictionary) -> list[Written]:
    """Return the decisions in a file; those of a workbook were made when it was saved.

    Where the workbook does not say when that was, the file's time stands for it, and the source says so.

    Raises
    ------
    ReturnedError, TableError
        One line that says what is wrong with the file.
    """
    if path.suffix.lower() in (".csv", ".yaml", ".yml"):
        return read_corrections(path, shown)
    returned = read_returned(path, dictionary)
    when = beijing(returned.saved_at)
    source = shown if returned.stamped else shown + FILE_TIME
    return [
        Written(f"{path.name} {FINDINGS.name}第{row}行", fields, when, source)
        for row, fields in returned.entries
    ]


def decision_files(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the files of decisions with the names under which they are shown: corrections, then returned."""
    for folder, prefix in zip(folders, (CORRECTIONS, RETURNED), strict=True):
        for path in sorted(folder.glob("*")):
            hidden = path.name.startswith((".", "~$"))  # being written, or open in Excel
            if path.suffix.lower() in _FILES and path.is_file() and not hidden:
                yield path, prefix + path.name


def take(store: Store, folders: Sequence[Path]) -> Taken:
    """Bring the table ``review`` up to date with all files of decisions, and the findings' states with it.

    Raises
    ------
    TableError
        A versioned correction is not well formed: it has to be mended, not skipped.
    """
    with store.write():
        dictionary = read_dictionary(store)
        rows = store.read("SELECT * FROM review").to_dicts()
        kept = [row for row in rows if not row["source"].startswith(CORRECTIONS)]
        written, problems = [], []
        for path, shown in decision_files(folders):
            try:
                written += read_decisions(path, shown, dictionary)
            except (ReturnedError, TableError) as error:
                if shown.startswith(CORRECTIONS):
                    raise TableError(str(error)) from None
                problems.append(str(error))
        weighed = weigh(written, load_doubts(store), kept)
        for where, why in weighed.refused:
            if where.startswith(CORRECTIONS):
                raise TableError(f"{where}: {why}")
        # A correction of ours that finds nothing stays in the table, where its check finds it.
        lost = [row for _, row in weighed.orphaned if row["source"].startswith(CORRECTIONS)]
        merged = merge([*kept, *weighed.rows, *lost])
        store.replace_all("review", conforming("review", merged))
        settle(store)
    return Taken(weighed, tuple(problems))


def settle(store: Store) -> None:
    """Set the state of every finding to what its reviews come to; only pages that change are written."""
    rows = store.read(_UNSETTLED).to_dicts()
    store.replace_pages("finding", conforming("finding", rows), {row["page_id"] for row in rows})
