"""Stage 5, 复核: what people have decided about the doubts; with it stands which metrics reports may use."""

from collections.abc import Iterator

import dagster as dg

from assets.contract_checks import contract_checks
from assets.decisions import Taken, take
from assets.progress import tell
from assets.resources import Inputs, Warehouse
from assets.tables import OFFENDERS, materialized, metadata_table, table_spec
from checks.norms import TableError
from warehouse.store import Store

GROUP = "g5_doubt"
ASSETS = ("review", "accepted_metric")
_OPEN = """
SELECT standing, opinion, review.source FROM review_standing JOIN review USING (review_id)
WHERE standing IN ('stale', 'orphaned') ORDER BY standing, review_id
"""
_DISPUTED = "SELECT finding_id, opinions FROM finding_review WHERE disputed ORDER BY finding_id"


@dg.multi_asset(
    specs=[
        table_spec("review", GROUP, ["finding"]),
        table_spec("accepted_metric", GROUP, ["metric", "finding", "review"]),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "reviews_settled",
            asset="review",
            description="交回的意见都已记入，没有读不成、不合格、句子已改、无所指或相互矛盾的",
        )
    ],
)
def take_reviews(
    context: dg.AssetExecutionContext, inputs: Inputs, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Read corrections and returned workbooks; decisions that were taken before are kept."""
    store = warehouse.store()
    try:
        taken = take(store, inputs.decisions())
    except TableError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from None
    total = int(store.read("SELECT count(*) FROM review").item())
    tell(context, "复核", f"意见 {total} 条，本次新记 {len(taken.weighed.applied)} 条")
    yield from materialized(store, ASSETS)
    yield settled(taken, store)


def settled(taken: Taken, store: Store) -> dg.AssetCheckResult:
    """Return the check that warns of everything that waits for a person."""
    weighed = taken.weighed
    open_ = store.read(_OPEN).rows()
    found = [("读不成", line, "") for line in taken.problems]
    found += [("不合格", why, where) for where, why in weighed.refused]
    found += [("无所指", f"没有这条疑点：{row['finding_id']}", where) for where, row in weighed.orphaned]
    found += [(_STANDING[standing], opinion, source) for standing, opinion, source in open_]
    found += [("意见不一", opinions, finding_id) for finding_id, opinions in store.read(_DISPUTED).rows()]
    columns = ("问题", "详情", "出处")
    records = [dict(zip(columns, row, strict=True)) for row in found[:OFFENDERS]]
    return dg.AssetCheckResult(
        passed=not found,
        asset_key="review",
        check_name="reviews_settled",
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(found)} 处待人处理；首处：{found[0][0]}，{found[0][1]}" if found else None,
        metadata={"待处理": len(found), "待处理的意见": metadata_table(records, columns)},
    )


_STANDING = {"stale": "待复核", "orphaned": "无所指"}

reviewing_checks = contract_checks("reviewing_checks", ASSETS)
