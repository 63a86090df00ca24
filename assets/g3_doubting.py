"""Stage 3, 核验: the doubter looks at every page; its findings give every metric its verdict."""

from collections.abc import Iterator

import dagster as dg

from assets.contract_checks import contract_checks
from assets.decisions import settle
from assets.facts import load_facts
from assets.progress import tell
from assets.resources import Warehouse
from assets.tables import conforming, materialized, table_spec
from checks.doubt import doubt
from townledger.places.register import default_register
from townledger.records import to_row

GROUP = "g5_doubt"
ASSETS = ("relation", "finding")


@dg.multi_asset(
    specs=[
        table_spec("relation", GROUP, ["metric"]),
        table_spec("finding", GROUP, ["metric", "place_mention", "article"]),
    ],
)
def doubt_figures(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Doubt all pages together and give every metric its verdict; only the rows that change are written."""
    store = warehouse.store()
    with store.write():
        doubts = doubt(load_facts(store), default_register())
        store.replace_all("finding", conforming("finding", [to_row(f) for f in doubts.findings]))
        store.replace_all("relation", conforming("relation", [to_row(r) for r in doubts.relations]))
        metrics = list(store.read("SELECT * FROM metric ORDER BY page_id, char_start").iter_rows(named=True))
        judged = [row | {"verdict": doubts.verdicts.get(row["metric_id"])} for row in metrics]
        changed = {new["page_id"] for old, new in zip(metrics, judged, strict=True) if old != new}
        rows = [row for row in judged if row["page_id"] in changed]
        store.replace_pages("metric", conforming("metric", rows), changed)
        settle(store)  # by the reviews that were taken before
    verdicts = dict(store.read("SELECT verdict, count(*) FROM metric GROUP BY verdict").iter_rows())
    told = [f"{label} {verdicts.get(key, 0)}" for key, label in VERDICTS.items()]
    tell(
        context,
        "核验",
        f"疑点 {len(doubts.findings)}，数字关系 {len(doubts.relations)}；指标{'，'.join(told)}",
    )
    yield from materialized(store, ASSETS)


VERDICTS = {"passed": "通过", "review": "待复核", "quarantined": "隔离"}


doubting_checks = contract_checks("doubting_checks", ASSETS)
