"""What the doubter has found, a check a family: how many doubts, by which rules, and the gravest of them.

What belongs here: how Dagster shows the findings. What is doubted, and how gravely, is decided in ``checks``;
in which order a person should look at the findings, on the sheet 待核清单.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Warehouse
from assets.tables import metadata_table
from checks.norms import load_rules
from checks.tables import TABLES
from reports.sheets import FINDINGS

TOP = 20
"""The findings of a family that its check shows; all stand on 待核清单."""
FAMILIES = tuple(dict.fromkeys(rule.family for rule in load_rules().values()))
_COLUMNS = TABLES["finding"].columns
_SEVERITY = _COLUMNS["severity"].values or {}
_SHOWN = {
    "severity": _COLUMNS["severity"].header,
    "text": _COLUMNS["text"].header,
    "message": _COLUMNS["message"].header,
    "arithmetic": _COLUMNS["arithmetic"].header,
    "suggestion": _COLUMNS["suggestion"].header,
    "sentence": "句子",
    "file_name": "版面",
}
_FINDINGS = f"""
SELECT finding.family, finding.rule, finding.severity, finding.state, finding.text, finding.message,
    finding.arithmetic, finding.suggestion, metric.sentence, page.file_name
FROM {FINDINGS.source}
"""


@dg.multi_asset_check(
    name="family_checks",
    specs=[
        dg.AssetCheckSpec(
            family,
            asset="finding",
            additional_deps=["review"],  # what a person has decided on no longer waits
            description=f"{(_COLUMNS['family'].values or {})[family]}：没有须隔离或待复核而无人决定的疑点",
        )
        for family in FAMILIES
    ],
    can_subset=True,
)
def family_checks(
    context: dg.AssetCheckExecutionContext, warehouse: Warehouse
) -> Iterator[dg.AssetCheckResult]:
    """Warn, without stopping anything, while doubts wait for a person: a run must not look clean then."""
    findings = warehouse.store().read(_FINDINGS)
    wanted = {key.name for key in context.selected_asset_check_keys}
    for family in FAMILIES:
        if family in wanted:
            yield _evaluated(family, findings.filter(pl.col("family") == family))


def _evaluated(family: str, found: pl.DataFrame) -> dg.AssetCheckResult:
    open_ = found.filter(pl.col("state") == "open")
    counts = {word: open_.filter(pl.col("severity") == code).height for code, word in _SEVERITY.items()}
    waiting = open_.filter(pl.col("severity") != "hint")
    told = "，".join(f"{word} {count}" for word, count in counts.items())
    rules = (
        open_.group_by("rule", "severity")
        .len()
        .sort("len", "rule", "severity", descending=(True, False, False))
    )
    top = [
        {header: row[name] if name != "severity" else _SEVERITY[row[name]] for name, header in _SHOWN.items()}
        for row in open_.head(TOP).iter_rows(named=True)
    ]
    return dg.AssetCheckResult(
        passed=waiting.is_empty(),
        asset_key="finding",
        check_name=family,
        severity=dg.AssetCheckSeverity.WARN,
        description=told if waiting.is_empty() else f"{told}；首处：{waiting['message'][0]}",
        metadata=counts
        | {
            "已有决定": found.height - open_.height,
            "各规则": metadata_table(
                [
                    {"规则": rule, "程度": _SEVERITY[severity], "处数": count}
                    for rule, severity, count in rules.iter_rows()
                ],
                ["规则", "程度", "处数"],
            ),
            "最可疑": metadata_table(top, list(_SHOWN.values())),
        },
    )
