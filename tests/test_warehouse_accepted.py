"""The view ``accepted_metric``: verdicts and reviews decide, corrections are applied."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import warehouse_kit

from checks.contracts import refuse_quarantined, validate
from warehouse.store import Store

ROWS = warehouse_kit.tables()
METRIC = ROWS["metric"][1]  # 5400吨, 5,400,000 kg, with a blocking finding
METRIC_ID = METRIC["metric_id"]
FINDING = ROWS["finding"][0]
REVIEW = ROWS["review"][0]
CORRECTION = {"decision": "corrected", "value_low": 540.0, "value_high": 540.0}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(Path(tmp_path_factory.mktemp("accepted")) / "warehouse.duckdb")


def accepted(
    store: Store,
    reviews: list[dict[str, Any]],
    metric: dict[str, Any] | None = None,
    findings: list[dict[str, Any]] | None = None,
) -> dict[str, Any] | None:
    """Return the accepted row of the metric under doubt, None where it is not accepted."""
    with store.write():
        store.replace_all("metric", [METRIC | {"verdict": "quarantined"} | (metric or {})])
        store.replace_all("finding", [FINDING] if findings is None else findings)
        numbered = [{"review_id": f"v{at}"} | change for at, change in enumerate(reviews)]
        store.replace_all("review", [REVIEW | change for change in numbered])
        view, metrics = store.read("FROM accepted_metric"), store.read("FROM metric")
    assert validate("accepted_metric", view) == []
    assert refuse_quarantined(view, metrics) == []
    return view.row(0, named=True) if view.height else None


@pytest.mark.parametrize(("verdict", "kept"), [("passed", 1), ("review", 0), ("quarantined", 0), (None, 0)])
def test_without_reviews_the_verdict_decides(store: Store, verdict: str | None, kept: int) -> None:
    row = accepted(store, [], {"verdict": verdict})
    assert (row is not None) == bool(kept)
    if row:
        assert row["decision"] is None
        assert (row["printed_low"], row["value_low"], row["canonical_low"]) == (5400.0, 5400.0, 5400000.0)


def test_accepted_as_printed(store: Store) -> None:
    row = accepted(store, [{}])
    assert row is not None
    assert (row["decision"], row["value_low"], row["verdict"]) == ("accepted", 5400.0, "quarantined")
    assert row["review_ids"] == "v0"


def test_a_correction_is_applied_and_the_printed_value_kept(store: Store) -> None:
    row = accepted(store, [CORRECTION])
    assert row is not None
    assert (row["value_low"], row["value_high"], row["qualifier"]) == (540.0, 540.0, "exact")
    assert (row["canonical_low"], row["canonical_high"], row["canonical_unit"]) == (540000.0, 540000.0, "kg")
    assert (row["printed_low"], row["printed_high"], row["printed_unit"]) == (5400.0, 5400.0, "吨")


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [(540.0, None, "at_least"), (None, 540.0, "at_most"), (500.0, 540.0, "range"), (0.0, 0.0, "exact")],
)
def test_a_corrected_interval(store: Store, low: float | None, high: float | None, qualifier: str) -> None:
    share = {"class": "ratio"}  # no norm forbids a share to be 0
    row = accepted(store, [CORRECTION | {"value_low": low, "value_high": high}], share)
    assert row is not None
    assert (row["value_low"], row["value_high"], row["qualifier"]) == (low, high, qualifier)
    wanted = (None if low is None else low * 1000, None if high is None else high * 1000)
    assert (row["canonical_low"], row["canonical_high"]) == wanted


def test_a_printed_value_without_lower_bound_still_has_a_factor(store: Store) -> None:
    under = {"value_low": None, "canonical_low": None, "qualifier": "under"}
    row = accepted(store, [CORRECTION], under)
    assert row is not None
    assert row["canonical_low"] == 540000.0


def test_a_new_unit_leaves_the_canonical_value_open(store: Store) -> None:
    row = accepted(store, [CORRECTION | {"unit": "公斤"}])
    assert row is not None
    assert (row["unit"], row["printed_unit"], row["value_low"]) == ("公斤", "吨", 540.0)
    assert (row["canonical_low"], row["canonical_unit"], row["dimension"]) == (None, "", "")
    same = accepted(store, [CORRECTION | {"unit": "吨"}])
    assert same is not None
    assert same["canonical_low"] == 540000.0


@pytest.mark.parametrize("verdict", ["passed", "review", "quarantined"])
@pytest.mark.parametrize("decision", ["rejected", "doubtful"])
def test_rejected_or_doubtful_figures_are_out(store: Store, decision: str, verdict: str) -> None:
    assert accepted(store, [{"decision": decision}], {"verdict": verdict}) is None


def test_reviewers_who_disagree_decide_nothing(store: Store) -> None:
    other = {"reviewer": "李"}
    assert accepted(store, [{}, other | CORRECTION]) is None
    assert accepted(store, [{}, other | {"decision": "rejected"}], {"verdict": "passed"}) is None
    assert accepted(store, [CORRECTION, other | CORRECTION | {"value_low": 500.0}]) is None
    assert accepted(store, [CORRECTION, other | CORRECTION | {"unit": "公斤"}]) is None
    row = accepted(store, [CORRECTION, other | CORRECTION])
    assert row is not None
    assert (row["value_low"], row["review_ids"]) == (540.0, "v0 v1")


def test_the_latest_word_of_a_reviewer_counts(store: Store) -> None:
    late = {"decided_at": "2026-11-21T09:00:00"}
    assert accepted(store, [{}, late | {"decision": "rejected"}]) is None
    assert accepted(store, [late, {"decision": "rejected"}]) is not None


def test_a_review_of_another_sentence_does_not_count(store: Store) -> None:
    stale = {"sentence_hash": hashlib.sha256("另一句。".encode()).hexdigest()}
    assert accepted(store, [stale]) is None
    assert accepted(store, [stale | {"decision": "rejected"}], {"verdict": "passed"}) is not None


def test_accepting_must_answer_every_finding_but_hints(store: Store) -> None:
    second = FINDING | {"finding_id": "second"}
    hint = second | {"severity": "hint"}
    assert accepted(store, [{}], findings=[FINDING, hint]) is not None
    assert accepted(store, [{}], findings=[FINDING, second]) is None
    assert accepted(store, [{}, {"finding_id": "second"}], findings=[FINDING, second]) is not None
    assert accepted(store, [CORRECTION], findings=[FINDING, second]) is not None
    page_wide = second | {"metric_id": None}  # a null among the unanswered must not hide or free anything
    assert accepted(store, [{}], findings=[FINDING, page_wide]) is not None
    assert accepted(store, [], findings=[FINDING, page_wide]) is None


def test_a_review_without_metric_touches_none(store: Store) -> None:
    assert accepted(store, [{"metric_id": None}]) is None
    assert accepted(store, [{"metric_id": None, "decision": "rejected"}], {"verdict": "passed"}) is not None
