"""Decisions as people write them: which can be used, what they are about, and which are new."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
import warehouse_kit

from checks.contracts import frame, validate
from checks.norms import TableError
from checks.reviews import Doubted, Weighed, Written, dump_corrections, merge, read_corrections, weigh

METRIC = warehouse_kit.tables()["metric"][1]  # 5400吨 of household waste, in three years, in a town
HASH = sha256(METRIC["sentence"].encode()).hexdigest()
DOUBTS = {
    "waste": Doubted("waste", "5400吨", HASH, METRIC),
    "words": Doubted("words", "和和", "a" * 64, None),
}
WHEN = datetime(2026, 11, 20, 9)
GOOD = {
    "finding_id": "waste",
    "metric_id": METRIC["metric_id"],
    "sentence_hash": HASH,
    "decision": "采纳",
    "reviewer": "王",
}
CORRECTED = GOOD | {"decision": "修改", "value_low": 540, "value_high": 540}
WORDS = {"finding_id": "words", "metric_id": None, "sentence_hash": "a" * 64, "reviewer": "王"}


def weighed(*entries: dict[str, Any], known: Any = (), when: datetime = WHEN) -> Weighed:
    written = [Written(f"第{at}行", entry, when, "复核.xlsx") for at, entry in enumerate(entries, 2)]
    result = weigh(written, DOUBTS, known)
    assert validate("review", frame("review", result.rows)) == []
    return result


def outcome(*entries: dict[str, Any], **more: Any) -> str:
    result = weighed(*entries, **more)
    kinds = ("applied", "stale", "unchanged", "orphaned", "refused")
    return " ".join(kind for kind in kinds for _ in getattr(result, kind))


def test_a_decision_becomes_a_review() -> None:
    (row,) = weighed(CORRECTED | {"reason": " 原稿为540吨\n见附件 "}).applied
    assert (row["decision"], row["value_low"], row["value_high"], row["unit"]) == (
        "corrected",
        540,
        540,
        None,
    )
    assert (row["old_low"], row["old_high"], row["old_unit"]) == (5400.0, 5400.0, "吨")
    assert (row["reviewer"], row["decided_at"], row["source"]) == ("王", WHEN, "复核.xlsx")
    assert row["reason"] == "原稿为540吨\n见附件"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"decision": "同意"}, "不认识的决定“同意”"),
        ({"decision": None}, "没有选决定"),
        ({"decision": "=A1"}, "不认识的决定"),
        ({"reviewer": None}, "没有写复核人"),
        ({"reviewer": " 　"}, "没有写复核人"),
        ({"reviewer": "=A1"}, "没有写复核人"),
        ({"reviewer": "王" * 61}, "复核人超过60字"),
        ({"reason": "长" * 2001}, "理由超过2000字"),
        ({"value_low": 5}, "决定却不是修改"),
        ({"unit": "公斤"}, "决定却不是修改"),
        ({"decision": "修改"}, "没有填修改值"),
        ({"decision": "修改", "value_low": 6, "value_high": 5}, "下限6大于上限5"),
        ({"decision": "修改", "value_low": "五百"}, "“五百”不是数值"),
        ({"decision": "修改", "value_low": "540吨"}, "不是数值"),
        ({"decision": "修改", "value_low": "=54*10"}, "是公式"),
        ({"decision": "修改", "value_low": True}, "不是数值"),
        ({"decision": "修改", "value_low": WHEN}, "不是数值"),
        ({"decision": "修改", "value_low": "nan"}, "不是数值"),
        ({"decision": "修改", "value_low": float("inf")}, "过大"),
        ({"decision": "修改", "value_low": "1e16"}, "过大"),
        ({"decision": "修改", "value_low": 5, "unit": "万吨吨"}, "单位表中没有“万吨吨”"),
        ({"decision": "修改", "value_low": 5400, "value_high": 5400}, "与原文相同"),
        ({"decision": "修改", "value_low": 54_000_000, "value_high": 54_000_000}, "仍不可能成立"),
        ({"finding_id": None}, "疑点编号"),
        ({"sentence_hash": "x"}, "句子校验码"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(change: dict[str, Any], why: str) -> None:
    result = weighed(GOOD | change)
    ((where, said),) = result.refused
    assert where == "第2行" and why in said and not result.rows


@pytest.mark.parametrize(
    ("given", "value"),
    [(540, 540.0), ("540", 540.0), (" ５４０ ", 540.0), ("5,400.5", 5400.5), ("1e3", 1000.0)],
)
def test_numbers_are_read_as_people_type_them(given: Any, value: float) -> None:
    (row,) = weighed(CORRECTED | {"value_low": given, "value_high": ""}).applied
    assert (row["value_low"], row["value_high"]) == (value, None)


def test_a_new_unit_is_converted_and_the_same_unit_is_no_change() -> None:
    (row,) = weighed(CORRECTED | {"unit": "公斤", "value_low": 5e6, "value_high": 5e6}).applied
    assert (row["unit"], row["dimension"], row["canonical_unit"]) == ("公斤", "mass", "kg")
    assert (row["canonical_low"], row["canonical_high"]) == (5e6, 5e6)
    (same,) = weighed(CORRECTED | {"unit": " 吨 "}).applied
    assert (same["unit"], same["canonical_low"], same["dimension"]) == (None, None, None)


def test_an_impossible_unit_is_refused() -> None:
    """5400 of 万吨 does not get in by way of a unit either: the row would be beyond every town."""
    assert outcome(CORRECTED | {"value_low": 5.4e10, "value_high": 5.4e10, "unit": "公斤"}) == "refused"
    assert outcome(CORRECTED | {"value_low": 5.4e6, "value_high": 5.4e6, "unit": "公斤"}) == "applied"


def test_words_can_be_accepted_but_not_given_a_value() -> None:
    assert outcome(WORDS | {"decision": "驳回"}) == "applied"
    assert outcome(WORDS | {"decision": "修改", "value_low": 1}) == "refused"


def test_gone_and_changed_are_told_apart() -> None:
    assert outcome(GOOD | {"finding_id": "gone"}) == "orphaned"
    assert outcome(GOOD | {"metric_id": "page-a:0-1"}) == "orphaned"
    assert outcome(GOOD | {"metric_id": None}) == "orphaned"
    (row,) = weighed(CORRECTED | {"sentence_hash": "b" * 64}).stale
    assert row["old_low"] is None  # what the figure was then is not known


def test_two_decisions_of_one_person_at_once_are_none() -> None:
    assert outcome(GOOD, GOOD | {"decision": "驳回"}) == "refused refused"
    assert outcome(GOOD, GOOD) == "applied"
    assert outcome(GOOD, GOOD | {"decision": "驳回", "reviewer": "李"}) == "applied applied"


def test_only_what_is_new_counts() -> None:
    known = weighed(GOOD).applied
    assert outcome(GOOD, known=known, when=datetime(2026, 11, 21)) == "unchanged"
    assert outcome(GOOD | {"decision": "存疑"}, known=known) == "applied"
    assert outcome(GOOD | {"reason": "另有说明"}, known=known) == "applied"
    assert outcome(GOOD | {"reviewer": "李"}, known=known) == "applied"
    assert outcome(GOOD | {"sentence_hash": "b" * 64}, known=known) == "stale"


def test_merging_keeps_changes_of_mind_and_drops_repetitions() -> None:
    days = [datetime(2026, 11, day) for day in (1, 2, 3, 4)]
    words = ("采纳", "采纳", "驳回", "采纳")
    rows = [
        weighed(GOOD | {"decision": word}, when=day).applied[0] for word, day in zip(words, days, strict=True)
    ]
    kept = merge(reversed(rows))
    assert [row["decided_at"].day for row in kept] == [1, 3, 4]
    assert merge([*rows, *kept]) == kept
    other = rows[0] | {"source": "a.yaml"}
    assert (
        [row["source"] for row in merge([rows[0], other])]
        == ["a.yaml"]
        == [row["source"] for row in merge([other, rows[0]])]
    )


def test_corrections_are_written_and_read_back(tmp_path) -> None:
    rows = weighed(
        CORRECTED | {"reason": "=1+1 “引号”: # 注\n第二行", "unit": "公斤"}, WORDS | {"decision": "驳回"}
    ).rows
    path = tmp_path / "a.yaml"
    path.write_text(dump_corrections(rows), encoding="utf-8")
    again = weigh(read_corrections(path, "a.yaml"), DOUBTS, rows)
    assert len(again.unchanged) == 2 and not again.refused
    assert [row["review_id"] for row in again.unchanged] == [row["review_id"] for row in rows]
    assert again.unchanged[0]["source"] == "a.yaml（复核.xlsx）"


def test_corrections_may_be_a_table_with_the_sentence_itself(tmp_path) -> None:
    path = tmp_path / "a.csv"
    head = "finding_id,metric_id,sentence,decision,value_low,value_high,reviewer,decided_at,reason\n"
    row = f"waste,{METRIC['metric_id']},{METRIC['sentence']},修改,540,540,王,2026-11-20,手误\n"
    path.write_text("\ufeff" + head + row, encoding="utf-8")
    (taken,) = weigh(read_corrections(path, "a.csv"), DOUBTS).applied
    assert (taken["value_low"], taken["decided_at"]) == (540.0, datetime(2026, 11, 20))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.yaml", "- a: [", "a.yaml:1: 不是合法的 YAML"),
        ("a.yaml", "finding_id: x", "a.yaml:1: 应为若干条"),
        ("a.yaml", "- finding_id: x\n", "a.yaml:1: decided_at"),
        ("a.yaml", "- decided_at: 2026-11-20\n- decided_at: 昨天\n", "a.yaml:2: decided_at"),
        ("a.yaml", "- decided_at: 2026-11-20\n  决定: 采纳\n", "a.yaml:1: 不认识的栏目 决定"),
        ("a.csv", "finding_id,decided_at\nx\n", "a.csv:2: 列数与表头不符"),
        ("a.csv", 'finding_id,decided_at\n"x,2026-11-20\n', "不是合法的 CSV"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(tmp_path, name: str, text: str, why: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_corrections(path, name)
    assert why in str(error.value) and "\n" not in str(error.value)


def test_a_file_that_is_no_text_is_one_line(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(TableError, match="UTF-8"):
        read_corrections(path, "a.csv")


def test_times_with_a_zone_become_beijing_time(tmp_path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- decided_at: 2026-11-20T01:00:00+00:00\n", encoding="utf-8")
    assert read_corrections(path, "a.yaml")[0].decided_at == datetime(2026, 11, 20, 9)
