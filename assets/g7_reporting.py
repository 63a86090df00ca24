"""Stage 7, 报表: the published copy becomes the workbook 乡镇台账.xlsx."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import dagster as dg
import polars as pl

from assets.contract_checks import NotStandingError, insist_on_contracts
from assets.g6_publishing import CHECKED
from assets.home import LEDGER_NAME, portal_url
from assets.progress import tell
from assets.releases import release_of
from assets.resources import Warehouse
from assets.tables import OFFENDERS, OWNERS, metadata_table, offenders
from checks.contracts import TABLES, refuse_quarantined, validate
from reports.cover import COUNTS, INFO
from reports.workbook import Ledger, write_ledger
from townledger.intake.decode import digest
from warehouse.dictionary import Readable, read_dictionary

GROUP = "g7_report"
PLOTTED = {
    "metric": "指标",
    "accepted": "可采用",
    "review": "待复核",
    "quarantined": "隔离",
    "finding": "疑点",
}
"""The counts of the workbook that the UI plots over time, with short names."""
_HELD_BACK = f"""
SELECT metric.verdict, metric.text, subject, item,
    arg_min(message, CASE severity WHEN 'block' THEN 0 WHEN 'review' THEN 1 ELSE 2 END),
    coalesce(string_agg(nullif(suggestion, ''), '；'), ''),
    coalesce(string_agg(nullif(opinions, ''), chr(10)), '')
FROM metric
LEFT JOIN metric_finding USING (metric_id)
LEFT JOIN finding USING (finding_id)
LEFT JOIN finding_review USING (finding_id)
WHERE metric.metric_id NOT IN (SELECT metric_id FROM accepted_metric)
GROUP BY metric.metric_id, metric.verdict, metric.text, subject, item, metric.page_id, metric.char_start
ORDER BY metric.verdict = 'quarantined' DESC, metric.page_id, metric.char_start LIMIT {OFFENDERS}
"""


@dg.asset(
    deps=["published_warehouse", "release", "change"],
    group_name=GROUP,
    owners=OWNERS,
    kinds={"excel"},
    # The link stands here and not with a materialization: it leads to the page that is served now.
    description="乡镇台账：Excel 工作簿，有指标台账、待核清单、未采用、数据字典等表。"
    "本表系新闻文本整理表，非统计调查表\n\n"
    f"[下载]({portal_url()}/reports/{quote(LEDGER_NAME)})　[下载页]({portal_url()}/)",
)
def ledger_workbook(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:
    """Write the workbook from the published copy, if all that it shows stands on contracts that hold."""
    insist_on_contracts(context.instance, (*CHECKED, "release", "change"), "台账")
    with warehouse.published().snapshot() as published:  # one state, even if another run publishes meanwhile
        wanted = release_of(published)["release_id"]
        releases = published.read("SELECT * FROM release WHERE release_id = ?", [wanted]).to_dicts()
        if not releases:
            raise NotStandingError(
                description="台账未生成：发布之后程序或规则有改动。请运行作业 publish_only 或 rebuild。",
                allow_retries=False,
            )
        if made := _made_before(context, warehouse.ledger_path(), wanted):
            tell(context, "报表", f"{warehouse.ledger_path().name} 与第 {wanted} 号发布一致，未重写")
            return dg.MaterializeResult(metadata=made)
        _insist_on_accepted(published)
        ledger = write_ledger(published, warehouse.ledger_path(), {key: releases[0][key] for key in INFO})
        counts = _counted(ledger, published)
        held = published.read(_HELD_BACK)
    tell(context, "报表", f"{ledger.path.name}，{ledger.size:,} 字节")
    return dg.MaterializeResult(
        metadata={
            "文件": dg.MetadataValue.path(ledger.path),
            "SHA-256": ledger.sha256,
            "字节": ledger.size,
            "发布编号": wanted,
            "发布时间": f"{releases[0]['made_at']:%Y-%m-%d %H:%M:%S}",
            "dagster/row_count": ledger.counts["metric"],
            **{label: ledger.counts[key] for key, label in PLOTTED.items()},
            "各项计数": counts,
            "暂不采用的数字": _held_back(held),
        }
    )


def _made_before(
    context: dg.AssetExecutionContext, path: Path, release_id: str
) -> Mapping[str, dg.MetadataValue]:
    """Return what was said of the workbook, if it was made for this release and nobody has touched it since.

    The same release gives the same bytes, and writing them takes most of a rebuild of many pages.
    """
    event = context.instance.get_latest_materialization_event(context.asset_key)
    made = event.asset_materialization.metadata if event and event.asset_materialization else {}
    said = [value.value for key in ("发布编号", "SHA-256") if (value := made.get(key))]
    return made if path.is_file() and said == [release_id, digest(path.read_bytes())] else {}


def _counted(ledger: Ledger, published: Readable) -> dg.TableMetadataValue:
    """Return the workbook's counts under the names that it gives them itself."""
    dictionary = read_dictionary(published)
    rows = [{"项目": COUNTS[key].title(dictionary), "数量": count} for key, count in ledger.counts.items()]
    return metadata_table(rows, ["项目", "数量"])


def _held_back(rows: pl.DataFrame) -> dg.TableMetadataValue:
    """Return the figures that the workbook shows, but that nobody may use before somebody has decided."""
    words = TABLES["metric"].columns["verdict"].values or {}
    columns = ["结论", "原文", "主体", "项目", "疑点", "建议", "已有意见"]
    records = [
        dict(zip(columns, (words[verdict], *rest), strict=True)) for verdict, *rest in rows.iter_rows()
    ]
    return metadata_table(records, columns)


def _insist_on_accepted(published: Readable) -> None:
    accepted = published.read("SELECT * FROM accepted_metric")
    violations = [
        *validate("accepted_metric", accepted),
        *refuse_quarantined(accepted, published.read("SELECT * FROM metric")),
    ]
    if violations:
        raise NotStandingError(
            description=f"台账未生成：采用指标有 {len(violations)} 处不合约定，首处：{violations[0]}",
            metadata={"不合约定的行": offenders(violations)},
            allow_retries=False,
        )
