"""Stages 2 to 4, 阅读: staged pages become page, articles, mentions and metrics.

A page is read again only when its bytes, its sidecar, the reader's code, the rule tables or the register have
changed; the mark ``read_as`` on ``staged_page`` says with what it was last read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

import dagster as dg

from assets.cards import page_cards
from assets.contract_checks import UNREADABLE, contract_checks
from assets.facts import rows_of
from assets.progress import tell
from assets.read_pool import ReadingError, read_all
from assets.resources import Warehouse
from assets.tables import conforming, materialized, table_spec
from assets.versions import reader_version
from townledger.records import PageFacts
from warehouse.store import Store

T = TypeVar("T")
GROUPS = {
    "page": "g2_page",
    "fragment": "g2_page",
    "article": "g2_page",
    "place_mention": "g3_mention",
    "organisation": "g3_mention",
    "person_post": "g3_mention",
    "mechanism": "g3_mention",
    "mechanism_step": "g3_mention",
    "number": "g3_mention",
    "metric": "g4_metric",
}
BATCH = 200
"""Pages whose rows are written at a time, all in one transaction; bounds the memory of a large first run."""
DEPENDS = {
    "page": ["staged_page"],
    "fragment": ["page"],
    "article": ["page"],
    "mechanism_step": ["mechanism"],
    "metric": ["number", "place_mention"],
}


@dg.multi_asset(
    specs=[table_spec(table, group, DEPENDS.get(table, ["article"])) for table, group in GROUPS.items()],
)
def read_pages(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Read what is new or changed, forget what is gone, leave the rest as it is."""
    store = warehouse.store()
    with store.write():
        staged = list(store.read("SELECT * FROM staged_page ORDER BY page_id").iter_rows(named=True))
        store.keep_pages(row["page_id"] for row in staged)
        fresh = _fresh(store, staged)
        unread: list[dict[str, Any]] = []
        for batch in batched(zip(fresh, read_all(fresh), strict=True), BATCH):
            _write(store, batch)
            unread += [_rejected(context, row, r) for row, r in batch if isinstance(r, ReadingError)]
        if unread and len(unread) == len(staged):  # not the pages are at fault, but the reader or a table
            raise dg.Failure(description=f"一版也没有读成：{unread[0]['detail']}", allow_retries=False)
        refused = store.read("SELECT * FROM rejected_file WHERE reason <> ?", [UNREADABLE])
        rejected = [*refused.iter_rows(named=True), *unread]
        store.replace_all("rejected_file", conforming("rejected_file", rejected))
        articles, numbers, metrics = (
            store.read(f"SELECT count(*) FROM {table}").item() for table in ("article", "number", "metric")
        )
    same = len(staged) - len(fresh)
    tell(context, "阅读", f"{len(fresh) - len(unread)} 版新读，{same} 版未变，{len(unread)} 版读不成")
    for file in unread[:10]:
        tell(context, "　退回", file["detail"])
    tell(context, "　　", f"文章 {articles}，数字 {numbers}，指标 {metrics}")
    with store.snapshot() as snapshot:
        cards = page_cards(snapshot, {row["page_id"] for row in fresh})
    shown = {f"版面卡 {page_id}": dg.MetadataValue.md(card) for page_id, card in cards.items()}
    yield from materialized(store, GROUPS, {"page": shown})


def _fresh(store: Store, staged: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the staged pages that are new or changed, each with the mark that reading it earns."""
    known = set(store.read("SELECT page_id FROM page")["page_id"])
    marked = [(row, _mark(row)) for row in staged]
    return [row | {"read_as": m} for row, m in marked if row["read_as"] != m or row["page_id"] not in known]


def _write(store: Store, batch: Sequence[tuple[dict[str, Any], PageFacts | ReadingError]]) -> None:
    """Write the facts of pages in the place of their old ones; a page that was not read gets no mark."""
    ids = [row["page_id"] for row, _ in batch]
    for table, rows in rows_of(r for _, r in batch if isinstance(r, PageFacts)).items():
        store.replace_pages(table, conforming(table, rows), ids)
    marked = [
        row | {"read_as": row["read_as"] if isinstance(r, PageFacts) else None, "doubted_as": None}
        for row, r in batch
    ]
    store.replace_pages("staged_page", marked, ids)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of ``size``, the last one shorter (`itertools.batched` of Python 3.12)."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _mark(row: Mapping[str, Any]) -> str:
    """Return the hash of everything on which the facts of a staged page depend."""
    given = ("page_id", "file_name", "sha256", "publication", "issue_date", "page")
    return sha256("\0".join([reader_version(), *(str(row[key] or "") for key in given)]).encode()).hexdigest()


def _rejected(
    context: dg.AssetExecutionContext, row: Mapping[str, Any], error: ReadingError
) -> dict[str, Any]:
    """Return the rejection of a page that the reader fails on; the fault itself stands in the run's log."""
    context.log.error(f"{row['source']} 读不成\n{error.trace}")
    detail = f"{row['source']}：程序出错 {error.message}；请连同此文件报告给维护者"
    return {"file_name": row["file_name"], "sha256": row["sha256"], "reason": UNREADABLE, "detail": detail}


reading_checks = contract_checks("reading_checks", tuple(GROUPS))
