"""Stage 2, 阅读: staged pages become page, articles, mentions and metrics.

A page is read again only when its bytes, its sidecar, the reader's code, the rule tables or the register have
changed; the mark ``read_as`` on ``staged_page`` says with what it was last read.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import dagster as dg

from assets.contract_checks import UNREADABLE, contract_checks
from assets.facts import rows_of
from assets.progress import tell
from assets.resources import Warehouse
from assets.tables import conforming, materialized, table_spec
from assets.versions import reader_version
from townledger.reader import read_page
from townledger.records import PageFacts
from townledger.sidecar import Sidecar

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
DEPENDS = {
    "page": ["staged_page"],
    "fragment": ["page"],
    "article": ["page"],
    "mechanism_step": ["mechanism"],
    "metric": ["number", "place_mention"],
}


@dg.multi_asset(
    specs=[table_spec(table, group, DEPENDS.get(table, ["article"])) for table, group in GROUPS.items()],
    pool="warehouse",
)
def read_pages(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Read what is new or changed, forget what is gone, leave the rest as it is."""
    store, version = warehouse.store(), reader_version()
    with store.write():
        staged = list(store.read("SELECT * FROM staged_page ORDER BY page_id").iter_rows(named=True))
        known = set(store.read("SELECT page_id FROM page")["page_id"])
        fresh = [
            row for row in staged if row["page_id"] not in known or row["read_as"] != _mark(row, version)
        ]
        facts, unread = _read(context, fresh)
        if unread and len(unread) == len(
            staged
        ):  # not the pages are at fault, but the reader or a rule table
            raise dg.Failure(description=f"一版也没有读成：{unread[0]['detail']}", allow_retries=False)
        ids = [row["page_id"] for row in fresh]
        store.keep_pages(row["page_id"] for row in staged)
        for table, rows in rows_of(facts).items():
            store.replace_pages(table, conforming(table, rows), ids)
        done = {page.page.page_id for page in facts}
        marked = [row | {"read_as": _mark(row, version) if row["page_id"] in done else None} for row in fresh]
        store.replace_pages("staged_page", marked, ids)
        refused = store.read("SELECT * FROM rejected_file WHERE reason <> ?", [UNREADABLE])
        rejected = [*refused.iter_rows(named=True), *unread]
        store.replace_all("rejected_file", conforming("rejected_file", rejected))
    counts = {t: int(store.read(f"SELECT count(*) FROM {t}").item()) for t in ("article", "number", "metric")}
    tell(context, "阅读", f"{len(facts)} 版新读，{len(staged) - len(fresh)} 版未变，{len(unread)} 版读不成")
    for file in unread[:10]:
        tell(context, "　退回", file["detail"])
    tell(context, "　　", f"文章 {counts['article']}，数字 {counts['number']}，指标 {counts['metric']}")
    yield from materialized(store, GROUPS)


def _mark(row: Mapping[str, Any], version: str) -> str:
    """Return the hash of everything on which the facts of a staged page depend."""
    given = ("page_id", "file_name", "sha256", "publication", "issue_date", "page")
    return sha256("\0".join([version, *(str(row[key] or "") for key in given)]).encode()).hexdigest()


def _read(
    context: dg.AssetExecutionContext, rows: list[dict[str, Any]]
) -> tuple[list[PageFacts], list[dict[str, Any]]]:
    """Return the facts of staged pages, and a rejection for each that the reader fails on.

    One page that uncovers a fault in the reader must not stop the others; the fault stands in the log.
    """
    facts, unread = [], []
    for row in rows:
        stated = Sidecar(row["publication"], row["issue_date"] and row["issue_date"].isoformat(), row["page"])
        try:
            facts.append(read_page(row["text"], row["file_name"], row["sha256"], stated))
        except Exception as error:
            context.log.exception(f"{row['source']} 读不成")
            detail = f"{row['source']}：程序出错 {type(error).__name__}：{error}；请连同此文件报告给维护者"
            unread.append(
                {
                    "file_name": row["file_name"],
                    "sha256": row["sha256"],
                    "reason": UNREADABLE,
                    "detail": detail,
                }
            )
    return facts, unread


reading_checks = contract_checks("reading_checks", tuple(GROUPS))
