"""The gold pages are valid, and the scorer counts what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from quality.gold import FACTS, GOLD, LISTS, GoldError, fault, load_list, load_numbers, page_text
from quality.numbers import score_numbers

PERFECT = load_numbers()


def as_predicted(row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a gold row as the reader would print it."""
    predicted = {
        "page": row["doc"],
        "char_start": row["start"],
        "char_end": row["end"],
        "text": row["text"],
        "class": row["cls"],
        "value_low": row["low"],
        "value_high": row["high"],
        "unit": row["unit"],
        "qualifier": row["qualifier"],
        "item": row["item"],
        "place_code": row["subject_code"],
        "period_text": row["period"],
        "status": row["status"],
    }
    return predicted | changes


def gold_row(text: str, doc: str = "000") -> dict[str, Any]:
    return next(row for row in PERFECT if row["doc"] == doc and row["text"] == text)


def test_five_pages_are_annotated_in_full():
    facts = dict.fromkeys(("000", "001", "002", "003", "004"), 0)
    for row in PERFECT:
        facts[row["doc"]] += row["cls"] in FACTS and not row["optional"]
    assert facts == {"000": 84, "001": 40, "002": 18, "003": 18, "004": 36}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": 479}, "is not page["),
        ({"cls": "number"}, "unknown class"),
        ({"qualifier": "circa"}, "unknown qualifier"),
        ({"status": "done"}, "unknown status"),
        ({"subject_code": "1408302"}, "digits"),
        ({"low": 14, "high": 13}, "above high"),
        ({"low": None, "high": None}, "without any bound"),
        ({"qualifier": "over"}, "high is not null"),
        ({"high": None}, "needs both bounds"),
        ({"item_alt": ["网格"]}, "lacks the first choice"),
        ({"doc": "001"}, "in the file of page"),
        ({"cls": "name"}, "has no bounds"),
    ],
)
def test_a_faulty_annotation_is_named(change: dict[str, Any], said: str):
    row = gold_row("13个")
    assert fault(row, "000", page_text("000")) == ""
    assert said in fault(row | change, "000", page_text("000"))


def test_a_faulty_file_is_named_with_its_line(tmp_path: Path):
    lines = (GOLD / "numbers" / "002.jsonl").read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace('"exact"', '"circa"')
    (tmp_path / "numbers").mkdir()
    (tmp_path / "numbers" / "002.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(GoldError, match=r"^002\.jsonl:2: unknown qualifier 'circa'$"):
        load_numbers(folder=tmp_path)


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_quote_their_pages(name: str):
    assert {row["doc"] for row in load_list(name)} == {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("places", "000,白窝村,", "000,黑窝村,", "'黑窝村' does not stand on page 000"),
        ("places", "140830200", "1408302001", "code '1408302001' has not"),
        ("organisations", "\n000,", "\n009,", "unknown page '009'"),
        ("mechanisms", "doc,name", "doc,title", "columns are not doc,name"),
    ],
)
def test_a_faulty_list_is_named_with_its_line(tmp_path: Path, name: str, old: str, new: str, said: str):
    text = (GOLD / f"{name}.csv").read_text(encoding="utf-8")
    (tmp_path / f"{name}.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GoldError, match=rf"^{name}\.csv:\d+: {re.escape(said)}"):
        load_list(name, folder=tmp_path)


def test_perfect_predictions_score_one():
    scores = score_numbers(PERFECT, [as_predicted(row) for row in PERFECT])
    assert {m.value for m in scores.measures().values()} == {1.0}
    assert scores.faults == []


def test_no_prediction_misses_everything():
    scores = score_numbers(PERFECT, [])
    assert (scores.strict.found, scores.strict.recall, scores.strict.f1) == (0, 0.0, 0.0)
    assert scores.strict.missed == 196


def test_a_wrong_value_is_a_false_claim_and_a_miss_of_the_strict_score_only():
    row = gold_row("5400万吨")
    scores = score_numbers([row], [as_predicted(row, value_low=5400.0, value_high=5400.0)])
    assert (scores.span.found, scores.span.false, scores.span.missed) == (1, 0, 0)
    assert (scores.strict.found, scores.strict.false, scores.strict.missed) == (0, 1, 1)
    assert [fault.kind for fault in scores.faults] == ["number_value"]


def test_a_claim_inside_a_name_is_counted_and_a_name_is_found_by_overlap():
    row = gold_row("一约五会")
    claim = as_predicted(row, char_end=row["start"] + 2, **{"class": "quantity"})
    scores = score_numbers([row], [claim])
    assert (scores.names_free.right, scores.names_free.judged) == (0, 1)
    shorter = as_predicted(row, char_end=row["end"] - 1)
    scores = score_numbers([row], [shorter])
    assert (scores.names_free.right, scores.by_class["name"].found) == (1, 1)


def test_optional_rows_neither_reward_nor_punish():
    row = next(row for row in PERFECT if row["optional"] and row["cls"] == "quantity")
    for predicted in ([], [as_predicted(row)], [as_predicted(row, char_end=row["end"] - 1)]):
        scores = score_numbers([row], predicted)
        assert (scores.span.found, scores.span.false, scores.span.missed) == (0, 0, 0)


def test_fields_accept_fair_wordings_and_refuse_others():
    row = gold_row("91.6%")
    for item, right in (("普及率", True), ("农村卫生厕所普及率", True), ("公厕", False), ("", False)):
        assert score_numbers([row], [as_predicted(row, item=item)]).fields["item"].share == right
    for status, right in (("actual", True), ("planned", False)):
        assert score_numbers([row], [as_predicted(row, status=status)]).fields["status"].share == right
    for code, right in (("140830200", True), ("140830", False), (None, False)):
        assert score_numbers([row], [as_predicted(row, place_code=code)]).fields["place"].share == right


def test_a_fact_claimed_under_another_class_counts_for_the_span_but_not_for_the_class():
    row = gold_row("24小时")
    scores = score_numbers([row], [as_predicted(row, **{"class": "quantity"})])
    assert scores.span.found == 1
    assert (scores.by_class["duration"].missed, scores.by_class["quantity"].false) == (1, 1)
    assert [(fault.kind, fault.read) for fault in scores.faults][-1] == ("number_class", "quantity")
