"""A small page with a good row for every table, for the tests of contracts and store."""

import hashlib
from typing import Any

TEXT = (
    "# 清溪镇清运垃圾\n清溪镇近3年来累计清运生活垃圾\n5400吨，改造厕所２５１３户。“三治”机制管用。张三说。\n"
)
SENTENCE = "清溪镇近3年来累计清运生活垃圾5400吨，改造厕所２５１３户。"


def span(text: str, piece: str) -> dict[str, Any]:
    start = text.index(piece)
    return {"char_start": start, "char_end": start + len(piece)}


def tables(page_id: str = "page-a", text: str = TEXT) -> dict[str, list[dict[str, Any]]]:
    """Return good rows for every table, all about one page."""
    article = f"{page_id}#01"
    page = {"page_id": page_id}
    home = page | {"article_id": article}

    def at(piece: str) -> dict[str, Any]:
        return home | span(text, piece) | {"text": piece}

    def metric_id(piece: str) -> str:
        where = span(text, piece)
        return f"{page_id}:{where['char_start']}-{where['char_end']}"

    value = {
        "value_low": 5400.0,
        "value_high": 5400.0,
        "unit": "吨",
        "qualifier": "exact",
        "class": "quantity",
    }
    homes = value | {"value_low": 2513.0, "value_high": 2513.0, "unit": "户"}
    years = value | {
        "value_low": 3.0,
        "value_high": 3.0,
        "unit": "年",
        "qualifier": "about",
        "class": "duration",
    }
    fact = {
        "sentence": SENTENCE,
        "dimension": "mass",
        "canonical_low": 5400000.0,
        "canonical_high": 5400000.0,
        "canonical_unit": "kg",
        "item": "生活垃圾",
        "measure": "累计清运",
        "subject": "清溪镇",
        "place_code": None,
        "period_text": "近3年来",
        "period_start": "2022-06-01",
        "period_end": "2025-06-01",
        "status": "actual",
        "unit_implied": False,
        "verdict": "passed",
    }
    bare = fact | {
        "dimension": "count",
        "canonical_low": 2513.0,
        "canonical_high": 2513.0,
        "canonical_unit": "户",
    }
    time = fact | {"dimension": "time", "canonical_low": 3.0, "canonical_high": 3.0, "canonical_unit": "a"}
    return {
        "staged_page": [
            page
            | {"file_name": f"{page_id}.txt", "source": f"inbox/{page_id}.txt", "encoding": "utf-8"}
            | {"sha256": hashlib.sha256(text.encode()).hexdigest(), "publication": "", "issue_date": None}
            | {"page": "", "text": text, "read_as": None, "doubted_as": None}
        ],
        "page": [
            page
            | {
                "file_name": f"{page_id}.txt",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "publication": "",
                "issue_date_low": "2025-06-01",
                "issue_date_high": "2025-07-31",
                "issue_date_evidence": "今年6月",
                "char_count": len(text),
                "text": text,
            }
        ],
        "rejected_file": [
            {"file_name": "b.txt", "sha256": None, "reason": "空文件", "detail": "文件长度为 0 字节"}
        ],
        "fragment": [
            page | span(text, "\n5400") | {"kind": "joined", "joined_to": 31, "evidence": "句子未完"}
        ],
        "article": [
            home
            | {
                "seq": 1,
                "kind": "news",
                "kicker": "",
                "title": "清溪镇清运垃圾",
                "subtitle": "",
                "byline": "",
            }
            | {"place_code": None, "char_start": 0, "char_end": len(text)}
        ],
        "place_mention": [
            at("清溪镇")
            | {"level": "township", "place_code": "140000000", "place_name": "清溪镇", "match": "exact"}
            | {"confidence": 1.0, "reason": ""}
        ],
        "organisation": [at("清溪镇") | {"type": "政府", "place_code": None}],
        "person_post": [
            home
            | span(text, "张三")
            | {
                "name": "张三",
                "post": "",
                "organisation": "",
                "place_code": None,
                "role": "newsmaker",
                "name_kind": "full",
            }
        ],
        "mechanism": [
            {"mechanism_id": metric_id("“三治”机制")}
            | at("“三治”机制")
            | {"kind": "机制", "place_code": None}
        ],
        "mechanism_step": [
            {
                "mechanism_id": metric_id("“三治”机制"),
                "seq": 1,
                "cadence": "day",
                "action": "巡",
                "actor": "",
                "quantity": "",
            }
        ],
        "number": [
            at("3年") | years | {"reason": ""},
            at("5400吨") | value | {"reason": ""},
            at("２５１３户") | homes | {"reason": ""},
            at("三治") | value | {"class": "name", "unit": "", "reason": "口号"},
        ],
        "metric": [
            {"metric_id": metric_id("3年")} | at("3年") | years | time,
            {"metric_id": metric_id("5400吨")} | at("5400吨") | value | fact,
            {"metric_id": metric_id("２５１３户")} | at("２５１３户") | homes | bare,
        ],
        "relation": [
            page
            | {"relation_id": f"{page_id}/r", "kind": "rate", "expression": "5400 ÷ 2513", "result": "2.1"}
            | {"state": "derived", "metric_ids": f"{metric_id('5400吨')},{metric_id('２５１３户')}"}
        ],
        "finding": [
            page
            | span(text, "5400吨")
            | {
                "finding_id": f"{page_id}/f",
                "metric_id": metric_id("5400吨"),
                "text": "5400吨",
                "family": "quota",
                "suspects": "",
            }
            | {
                "rule": "waste",
                "severity": "block",
                "message": "偏多",
                "arithmetic": "",
                "suggestion": "540吨",
            }
            | {"suggested_low": 540.0, "suggested_high": 540.0, "state": "open"}
        ],
        "review": [
            {"review_id": f"{page_id}/v", "finding_id": f"{page_id}/f", "metric_id": metric_id("5400吨")}
            | {"sentence_hash": hashlib.sha256(SENTENCE.encode()).hexdigest(), "decision": "accepted"}
            | {"value_low": None, "value_high": None, "unit": None, "reviewer": "王", "reason": "属实"}
            | {"decided_at": "2026-11-20T09:00:00", "source": "复核.xlsx"}
        ],
        "release": [
            {
                "release_id": "r1",
                "made_at": "2026-11-20T09:00:00",
                "code_version": "0.1.0",
                "rules_version": "1",
            }
            | {"register_version": "2023-06-30", "input_hash": "0" * 64}
        ],
        "change": [
            {
                "release_id": "r1",
                "metric_id": metric_id("5400吨"),
                "kind": "new",
                "before": None,
                "after": "5400吨",
            }
            | {"cause": "首次发布"}
        ],
    }
