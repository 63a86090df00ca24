"""The contract of accepted metrics asks the norms itself: the impossible is refused whatever the verdict."""

from typing import Any

import pytest
import warehouse_kit

from checks.bounds import beyond_quota
from checks.contracts import BEYOND, frame, validate

SENTENCE = "6月份，青石镇清运生活垃圾5400万吨。"
MOST = 3.0 * 900_000 * 30 / 1000
"""Tonnes: at most 3.0 kg a person a day, in the most populous of all towns, through June."""


def accepted(tonnes: float, **more: Any) -> dict[str, Any]:
    row = warehouse_kit.tables()["metric"][1] | {
        "text": "5400万吨",
        "sentence": SENTENCE,
        "value_low": tonnes,
        "value_high": tonnes,
        "canonical_low": tonnes * 1000,
        "canonical_high": tonnes * 1000,
        "measure": "清运",
        "subject": "青石镇",
        "place_code": "140830108",
        "period_text": "6月份",
        "period_start": "2025-06-01",
        "period_end": "2025-06-30",
    }
    printed = {"printed_low": row["value_low"], "printed_high": row["value_high"], "printed_unit": "吨"}
    return row | printed | more


def complaints(row: dict[str, Any]) -> list[str]:
    return [v.check for v in validate("accepted_metric", frame("accepted_metric", [row]))]


@pytest.mark.parametrize(
    ("tonnes", "found"), [(5400, []), (MOST, []), (MOST * 1.01, [BEYOND]), (54_000_000, [BEYOND])]
)
def test_a_figure_beyond_every_town_is_refused_though_its_verdict_says_passed(tonnes, found):
    assert complaints(accepted(tonnes)) == found


def test_the_arithmetic_stands_in_the_violation():
    (violation,) = validate("accepted_metric", frame("accepted_metric", [accepted(5.4e7)]))
    assert "90万人" in violation.value and "超过上限3.0" in violation.value
    assert violation.sentence == SENTENCE and violation.row_id == accepted(1)["metric_id"]


@pytest.mark.parametrize(("decision", "found"), [("accepted", []), ("corrected", [BEYOND])])
def test_a_person_may_accept_what_is_printed_but_not_correct_to_the_impossible(decision, found):
    assert complaints(accepted(5.4e7, verdict="quarantined", decision=decision)) == found


@pytest.mark.parametrize(
    "change",
    [
        {"class": "ratio"},
        {"value_low": None, "canonical_low": None, "value_high": None, "canonical_high": None},
        {"item": "工业固废", "sentence": "6月份，青石镇处理工业固废5400万吨。", "measure": "处理"},
        {"dimension": "", "canonical_low": None, "canonical_high": None, "canonical_unit": "", "unit": "袋"},
    ],
)
def test_figures_that_no_norm_is_about_are_let_through(change):
    assert beyond_quota(accepted(5.4e7, **change)) is None


def test_without_a_period_the_longest_counts_and_without_a_place_nothing_does():
    open_ended = {"period_text": "", "period_start": None, "period_end": None}
    assert beyond_quota(accepted(MOST * 1.01, sentence="青石镇清运生活垃圾5400万吨。", **open_ended)) is None
    assert beyond_quota(accepted(5.4e7, sentence="青石镇清运生活垃圾5400万吨。", **open_ended))
    assert beyond_quota(accepted(5.4e7, subject="", place_code=None)) is None
