"""Stage 6, 发布: the checked warehouse becomes the published copy, under a release with its changes."""

from collections.abc import Iterator

import dagster as dg

from assets.contract_checks import contract_checks, insist_on_contracts
from assets.g1_staging import ASSETS as STAGED
from assets.g2_reading import GROUPS as READ
from assets.g5_doubting import ASSETS as DOUBTED
from assets.g5_reviewing import ASSETS as REVIEWED
from assets.progress import tell
from assets.releases import changes, release_of
from assets.resources import Warehouse
from assets.tables import OWNERS, conforming, materialized, table_spec
from warehouse.store import StoreError

GROUP = "g6_publish"
CHECKED = (*STAGED, *READ, *DOUBTED, *REVIEWED)
"""The assets whose contracts must hold before anything is published."""


@dg.multi_asset(
    specs=[
        table_spec("release", GROUP, ["accepted_metric", "relation", "rejected_file"]),
        table_spec("change", GROUP, ["release"]),
        dg.AssetSpec(
            "published_warehouse",
            deps=["release", "change"],
            group_name=GROUP,
            description="发布的数据仓库：报表和下载页只读这一份；换新时旧的读者不受影响",
            owners=OWNERS,
            kinds={"duckdb"},
        ),
    ],
)
def publish_warehouse(
    context: dg.AssetExecutionContext, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Enter the release (the same input, code and rules are the same release) and swap the published copy."""
    insist_on_contracts(context.instance, CHECKED, "发布")
    store = warehouse.store()
    with store.write():
        release = release_of(store)
        known = store.read("SELECT * FROM release").to_dicts()
        if release["release_id"] not in {row["release_id"] for row in known}:
            store.replace_all("release", conforming("release", [*known, release]))
            kept = store.read("SELECT * FROM change").to_dicts()
            try:
                changed = changes(store, warehouse.published(), release["release_id"])
            except StoreError:  # there is no published copy yet, or one with another schema
                changed = []
            store.replace_all("change", conforming("change", [*kept, *changed]))
    path = store.publish()
    accepted = int(store.read("SELECT count(*) FROM accepted_metric").item())
    tell(context, "发布", f"第 {release['release_id']} 号，采用指标 {accepted} 条")
    yield from materialized(store, ("release", "change"))
    yield dg.MaterializeResult(
        asset_key="published_warehouse",
        metadata={
            "dagster/row_count": accepted,
            "路径": dg.MetadataValue.path(path),
            "字节": path.stat().st_size,
            "发布编号": release["release_id"],
        },
    )


publishing_checks = contract_checks("publishing_checks", ("release", "change"))
