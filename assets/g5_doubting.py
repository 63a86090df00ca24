"""Stage 5, 核验: the doubter looks at every page; its findings give every metric its verdict.

A page is doubted again only when what was read from it, the doubter, or what other pages tell of the same
things has changed; the mark ``doubted_as`` on ``staged_page`` says on what its doubts rest.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

import dagster as dg

from assets.contract_checks import contract_checks
from assets.decisions import settle
from assets.facts import load_facts
from assets.g2_reading import BATCH, batched
from assets.progress import tell
from assets.resources import Warehouse
from assets.tables import conforming, materialized, table_spec
from assets.versions import doubter_version
from checks.doubt import Across, compare, doubt
from checks.records import Finding, Relation
from townledger.places.register import default_register
from townledger.records import to_row
from warehouse.store import Store

GROUP = "g5_doubt"
ASSETS = ("relation", "finding")
COMPARED = ("page", "fragment", "metric")
"""The facts that `checks.doubt.compare` looks at."""
_READ = "SELECT page_id, read_as, doubted_as FROM staged_page JOIN page USING (page_id) ORDER BY page_id"


@dg.multi_asset(
    specs=[
        table_spec("relation", GROUP, ["metric"]),
        table_spec("finding", GROUP, ["metric", "place_mention", "article"]),
    ],
)
def doubt_figures(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Compare all pages, then doubt each that is new or that compares otherwise than before."""
    store = warehouse.store()
    with store.write():
        across = compare(load_facts(store, tables=COMPARED))
        before = {page_id: (read, doubted) for page_id, read, doubted in store.read(_READ).iter_rows()}
        marks = {page_id: _mark(read, across.get(page_id, ())) for page_id, (read, _) in before.items()}
        open_ = [page_id for page_id, (_, doubted) in before.items() if doubted != marks[page_id]]
        for ids in batched(open_, BATCH):
            _doubt(store, ids, across)
        rows = store.read("SELECT * FROM staged_page WHERE page_id IN (SELECT unnest(?))", [open_]).to_dicts()
        marked = [row | {"doubted_as": marks[row["page_id"]]} for row in rows]
        store.replace_pages("staged_page", marked, open_)
        settle(store)  # by the reviews that were taken before
        findings, relations = (
            store.read(f"SELECT count(*) FROM {table}").item() for table in ("finding", "relation")
        )
    verdicts = dict(store.read("SELECT verdict, count(*) FROM metric GROUP BY verdict").iter_rows())
    told = [f"{label} {verdicts.get(key, 0)}" for key, label in VERDICTS.items()]
    tell(
        context,
        "核验",
        f"{len(open_)} 版新核，{len(marks) - len(open_)} 版未变；疑点 {findings}，数字关系 {relations}；"
        f"指标{'，'.join(told)}",
    )
    yield from materialized(store, ASSETS)


def _doubt(store: Store, ids: Sequence[str], across: Across) -> None:
    """Put what the doubter says of pages, and the verdicts that follow, in the place of the old ones."""
    doubts = doubt(load_facts(store, ids), default_register(), across)
    store.replace_pages("finding", conforming("finding", [to_row(f) for f in doubts.findings]), ids)
    store.replace_pages("relation", conforming("relation", [to_row(r) for r in doubts.relations]), ids)
    metrics = store.read("SELECT * FROM metric WHERE page_id IN (SELECT unnest(?))", [list(ids)]).to_dicts()
    judged = [row | {"verdict": doubts.verdicts.get(row["metric_id"])} for row in metrics]
    store.replace_pages("metric", conforming("metric", judged), ids)


def _mark(read_as: str, across: Sequence[Finding | Relation]) -> str:
    """Return the hash of everything on which the doubts about a page depend."""
    said = [repr(to_row(one)) for one in across]
    return sha256("\0".join([doubter_version(), read_as, *said]).encode()).hexdigest()


VERDICTS = {"passed": "通过", "review": "待复核", "quarantined": "隔离"}


doubting_checks = contract_checks("doubting_checks", ASSETS)
