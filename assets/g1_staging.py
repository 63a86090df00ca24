"""Stage 1, 收件: every file of the input folders becomes a staged page or a rejection with its reason."""

from collections.abc import Iterator

import dagster as dg

from assets.contract_checks import contract_checks
from assets.progress import tell
from assets.resources import Inputs, Warehouse
from assets.tables import conforming, materialized, table_spec
from townledger.intake.sidecar import stage

GROUP = "g1_staging"
ASSETS = ("staged_page", "rejected_file")


@dg.multi_asset(specs=[table_spec(table, GROUP) for table in ASSETS])
def stage_pages(
    context: dg.AssetExecutionContext, inputs: Inputs, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Decode and hash the files of the input folders; what is read and doubted already keeps its marks."""
    pages, rejected = stage(inputs.paths())
    store = warehouse.store()
    with store.write():
        known = store.read("SELECT page_id, read_as, doubted_as FROM staged_page").iter_rows()
        marks = {page_id: {"read_as": read, "doubted_as": doubted} for page_id, read, doubted in known}
        staged = [
            {
                "page_id": page.page_id,
                "file_name": page.file_name,
                "source": page.source,
                "sha256": page.sha256,
                "encoding": page.encoding,
                "publication": page.sidecar.publication,
                "issue_date": page.sidecar.issue_date,
                "page": page.sidecar.page,
                "text": page.text,
                **marks.get(page.page_id, {"read_as": None, "doubted_as": None}),
            }
            for page in pages
        ]
        refused = [
            {
                "file_name": file.file_name,
                "sha256": file.sha256 or None,
                "reason": file.reason,
                "detail": f"{file.source}：{file.detail}",
            }
            for file in rejected
        ]
        store.replace_all("staged_page", conforming("staged_page", staged))
        store.replace_all("rejected_file", conforming("rejected_file", refused))
    tell(context, "收件", f"{len(pages) + len(rejected)} 个文件：{len(pages)} 版可读，{len(rejected)} 个退回")
    for file in rejected[:10]:
        tell(context, "　退回", f"{file.source}：{file.reason}，{file.detail}")
    yield from materialized(store, ASSETS)


staging_checks = contract_checks("staging_checks", ASSETS)
