"""Stage 5, 质量: the reader examined on the annotated pages at each rebuild; the UI plots it over time.

What belongs here: how Dagster shows the scores. What is measured, and what is asked of it, is decided in the
room ``quality``.
"""

from collections.abc import Iterator

import dagster as dg

from assets.markdown import table
from assets.progress import tell
from assets.resources import Warehouse
from assets.tables import OFFENDERS, OWNERS
from quality.gold import pages
from quality.measure import Quality, Standard, by_annotation, read_gold_pages, standards
from quality.tally import KINDS

READ = ("article", "metric", "place_mention", "organisation", "person_post", "mechanism")
"""What the scores are about: the reading whose quality is measured stands before it."""


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "quality",
            deps=READ,
            group_name="g5_quality",
            description="阅读质量：用人工标注过的五版评分，各类各项的精确率、召回率与 F1；"
            "制定规则时看过这五版，分数只说明改动有没有弄坏什么，不代表没见过的版面。"
            "输入里没有这五版时不评",
            owners=OWNERS,
            kinds={"python"},
            skippable=True,
        )
    ],
    check_specs=[
        dg.AssetCheckSpec("floors", asset="quality", description="每一项都不低于 quality/measures.csv 的下限")
    ],
    can_subset=True,  # both outputs may be left out: nothing to score, or one alone is wanted
)
def examine(
    context: dg.AssetExecutionContext, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Read the annotated pages anew and score them, if they are among the pages of this ledger."""
    annotated = {page["sha256"] for page in pages().values()}
    if not annotated <= set(warehouse.store().read("SELECT sha256 FROM page")["sha256"]):
        context.log.info(f"质量：未评，输入里没有全部 {len(annotated)} 版标注过的版面")
        return
    qualities = by_annotation(read_gold_pages())
    total = qualities["全部"]
    low, short = total.below_floor(), total.below_goal()
    strict = total.measures["number.strict_f1"].value
    said = f"，{len(low)} 项低于下限（见资产 quality）" if low else "，各项不低于下限"
    tell(context, "质量", f"标注 {len(annotated)} 版，数字严格 F1 {strict:.3f}{said}")
    if context.selected_asset_keys:
        yield dg.MaterializeResult(
            asset_key="quality",
            metadata={
                "各项": _measures(qualities),
                "与标注不同": len(total.faults),
                "最重的差错": _faults(total),
                **{s.label: round(total.measures[s.measure].value, 4) for s in standards().values()},
            },
        )
    if context.selected_asset_check_keys:
        yield dg.AssetCheckResult(
            asset_key="quality",
            check_name="floors",
            passed=not low,
            severity=dg.AssetCheckSeverity.ERROR,
            description="；".join(_told(s, total, s.floor, "下限") for s in low) or None,
            metadata={
                "低于下限": _list(low, total),
                "低于目标": _list(short, total),
                "最重的差错": _faults(total),
            },
        )


def _told(standard: Standard, quality: Quality, wanted: float, what: str) -> str:
    return f"{standard.label} {quality.measures[standard.measure].value:.3f}，{what} {wanted:.2f}"


def _measures(qualities: dict[str, Quality]) -> dg.MarkdownMetadataValue:
    total = qualities["全部"].measures
    rows = [
        (
            *(s.label, *(_value(q, s) for q in qualities.values())),
            *(total[s.measure].cases, s.floor, s.goal, s.reason),
        )
        for s in standards().values()
    ]
    header = ["项目", *qualities, "例数", "下限", "目标", "依据"]
    return dg.MetadataValue.md(table(header, rows, most=len(rows)))


def _value(quality: Quality, standard: Standard) -> float | None:
    measured = quality.measures[standard.measure]
    return round(measured.value, 4) if measured.cases else None


def _list(found: list[Standard], quality: Quality) -> dg.MarkdownMetadataValue:
    rows = [(s.label, _value(quality, s), s.floor, s.goal, s.reason) for s in found]
    return dg.MetadataValue.md(table(["项目", "测得", "下限", "目标", "依据"], rows, most=len(rows)) or "无")


def _faults(quality: Quality) -> dg.MarkdownMetadataValue:
    rows = [(KINDS[fault.kind], fault.doc, fault.gold, fault.read) for fault in quality.faults]
    return dg.MetadataValue.md(table(["差错", "版", "标注", "读作"], rows, most=OFFENDERS) or "无")
