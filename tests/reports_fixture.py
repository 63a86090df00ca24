"""A small warehouse for the tests of the workbook and the portal: one page, hostile in places."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from warehouse.store import Store

TEXT = (
    "垃圾清运见成效\n\n"
    "近3年来，青石镇累计清运生活垃圾5400万吨，新建公厕3座、改造公厕3座。\n\n"
    "=SUM(A1)村投入1.5亿元\x0b，<script>alert(1)</script>村民91.6%满意。2023年，柳湾村开展“四堆”整治，约谈十余次。\n"
)
PAGE = "样报<01>"


def span(text: str, nth: int = 1) -> dict[str, Any]:
    at = -1
    for _ in range(nth):
        at = TEXT.index(text, at + 1)
    return {"page_id": PAGE, "char_start": at, "char_end": at + len(text), "text": text}


def sentence_of(at: int) -> str:
    lo = max(TEXT.rfind(mark, 0, at) for mark in "。\n") + 1
    hi = min(x for x in (TEXT.find("。", at), TEXT.find("\n", at)) if x >= 0)
    return TEXT[lo : hi + 1].strip()


def metric(
    text: str, low: float | None, high: float | None, unit: str, nth: int = 1, **more: Any
) -> dict[str, Any]:
    where = span(text, nth)
    row = {
        **where,
        "metric_id": f"{PAGE}:{where['char_start']}-{where['char_end']}",
        "article_id": f"{PAGE}#01",
        "class": "quantity",
        "sentence": sentence_of(where["char_start"]),
        "value_low": low,
        "value_high": high,
        "unit": unit,
        "qualifier": "exact",
        "dimension": "count",
        "canonical_low": low,
        "canonical_high": high,
        "canonical_unit": unit,
        "item": "公厕",
        "measure": "新建",
        "subject": "青石镇",
        "place_code": "140830108",
        "period_text": "",
        "period_start": None,
        "period_end": None,
        "status": "actual",
        "unit_implied": False,
        "verdict": "passed",
    }
    return row | more


def number(text: str, class_: str, reason: str, **more: Any) -> dict[str, Any]:
    bare = {"value_low": None, "value_high": None, "unit": "", "qualifier": "exact"}
    return span(text) | {"article_id": f"{PAGE}#01", "class": class_, "reason": reason} | bare | more


METRICS = [
    metric(
        "5400万吨",
        5.4e7,
        5.4e7,
        "吨",
        item="生活垃圾",
        measure="累计清运",
        verdict="quarantined",
        period_text="近3年来",
        period_start=date(2022, 6, 1),
        period_end=date(2025, 5, 31),
    ),
    metric("3座", 3, 3, "座"),
    metric("3座", 3, 3, "座", nth=2, measure="改造"),
    metric("1.5亿元", 1.5e8, 1.5e8, "元", subject="=SUM(A1)村", place_code=None, item="", measure="投入"),
    metric("91.6%", 91.6, 91.6, "%", subject="@村民", item="满意", place_code=None, status="requirement"),
    metric("十余次", 10, None, "次", qualifier="over", item="约谈", verdict="review", subject="柳湾村"),
]
NUMBERS = [
    {key: row[key] for key in ("page_id", "article_id", "char_start", "char_end", "text", "class")}
    | {key: row[key] for key in ("value_low", "value_high", "unit", "qualifier")}
    | {"reason": "带单位的数"}
    for row in METRICS
] + [
    number("3年", "duration", "时长", value_low=3.0, value_high=3.0, unit="年"),
    number("2023年", "date", "历年"),
    number("四堆", "name", "引号中的并列名称"),
]
NUMBERS.sort(key=lambda row: row["char_start"])
FINDING = {
    **span("5400万吨"),
    "finding_id": f"{PAGE}:quota.waste:1",
    "metric_id": METRICS[0]["metric_id"],
    "suspects": "",
    "family": "quota",
    "rule": "quota.waste",
    "severity": "block",
    "message": "人均日清运量远超常理",
    "arithmetic": "54,000,000,000 千克 ÷ 1,095 日 ÷ 7,574 人 = 6,511 千克/人·日，上限 3.0",
    "suggestion": "5400吨",
    "suggested_low": 5400.0,
    "suggested_high": 5400.0,
    "state": "open",
}
FINDINGS = [
    FINDING,
    FINDING
    | span("十余次")
    | {
        "finding_id": f"{PAGE}:wording.about:2",
        "metric_id": METRICS[5]["metric_id"],
        "family": "wording",
        "rule": "wording.about",
        "severity": "review",
        "message": "<b>约</b>与余叠用",
        "arithmetic": "",
        "suggestion": "",
        "suggested_low": None,
        "suggested_high": None,
    },
    FINDING
    | span("1.5亿元")
    | {
        "finding_id": f"{PAGE}:quota.money:3",
        "metric_id": METRICS[3]["metric_id"],
        "rule": "quota.money",
        "severity": "block",
        "suggestion": "1.5万元",
        "suggested_low": 1.5e-3,
        "suggested_high": 1.5e-3,
    },
    FINDING
    | span("四堆")
    | {
        "finding_id": f"{PAGE}:wording.quote:4",
        "metric_id": None,
        "severity": "hint",
        "family": "wording",
        "suggested_low": None,
        "suggested_high": None,
    },
]
ROWS: dict[str, list[dict[str, Any]]] = {
    "page": [
        {
            "page_id": PAGE,
            "file_name": f"{PAGE}.txt",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "publication": "",
            "issue_date_low": None,
            "issue_date_high": None,
            "issue_date_evidence": "年份未定：版面没有可用的日期证据",
            "char_count": len(TEXT),
            "text": TEXT,
        }
    ],
    "rejected_file": [
        {
            "file_name": "照片.jpg",
            "sha256": "a" * 64,
            "reason": "不是文本",
            "detail": "内容为二进制；请提供文本文件",
        }
    ],
    "article": [
        {
            "article_id": f"{PAGE}#01",
            "page_id": PAGE,
            "seq": 1,
            "kind": "news",
            "kicker": "",
            "title": "垃圾清运见成效",
            "subtitle": "",
            "byline": "",
            "place_code": "140830108",
            "char_start": 0,
            "char_end": len(TEXT),
        }
    ],
    "place_mention": [
        span("青石镇")
        | {
            "article_id": f"{PAGE}#01",
            "level": "township",
            "place_code": "140830108",
            "place_name": "青石镇",
            "match": "exact",
            "confidence": 1.0,
            "reason": "与名录一致",
        },
        span("柳湾村")
        | {
            "article_id": f"{PAGE}#01",
            "level": "village",
            "place_code": None,
            "place_name": None,
            "match": "unresolved",
            "confidence": 0.0,
            "reason": "名录中没有",
        },
    ],
    "number": NUMBERS,
    "metric": METRICS,
    "mechanism": [
        span("“四堆”整治")
        | {
            "mechanism_id": f"{PAGE}:m1",
            "article_id": f"{PAGE}#01",
            "kind": "专项行动",
            "place_code": None,
        }
    ],
    "mechanism_step": [
        {
            "mechanism_id": f"{PAGE}:m1",
            "seq": 1,
            "cadence": "month",
            "action": "整治",
            "actor": "",
            "quantity": "",
        },
        {
            "mechanism_id": f"{PAGE}:m1",
            "seq": 2,
            "cadence": "雨后",
            "action": "巡查",
            "actor": "",
            "quantity": "",
        },
    ],
    "relation": [
        {
            "relation_id": f"{PAGE}:r1",
            "page_id": PAGE,
            "kind": "列举",
            "expression": "3 + 3",
            "result": "6",
            "state": "derived",
            "metric_ids": f"{METRICS[1]['metric_id']},{METRICS[2]['metric_id']}",
        }
    ],
    "finding": FINDINGS,
}


def build(folder: Path, rows: dict[str, list[dict[str, Any]]] = ROWS) -> Store:
    """Write the warehouse into ``folder`` and return its published copy."""
    store = Store(folder / "warehouse.duckdb")
    with store.write():
        for table, values in rows.items():
            store.replace_all(table, values)
    return Store.published(store.publish())
