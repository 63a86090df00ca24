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


def test_a_new_unit_brings_its_own_canonical_value(store: Store) -> None:
    lighter = CORRECTION | {"unit": "克"}
    given = {"dimension": "mass", "canonical_low": 0.54, "canonical_high": 0.54, "canonical_unit": "kg"}
    row = accepted(store, [lighter | given], {"class": "ratio"})
    assert row is not None
    assert (row["unit"], row["printed_unit"], row["value_low"]) == ("克", "吨", 540.0)
    assert (row["canonical_low"], row["canonical_high"]) == (0.54, 0.54)
    assert (row["canonical_unit"], row["dimension"]) == ("kg", "mass")
    bare = accepted(store, [lighter])  # a unit that converts to nothing
    assert bare is not None
    assert (bare["canonical_low"], bare["canonical_unit"], bare["dimension"]) == (None, "", "")
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


def test_a_correction_stands_for_the_whole_figure(store: Store) -> None:
    """One reviewer corrects at one doubt and finds nothing wrong at another; two reviewers may not."""
    second = FINDING | {"finding_id": "second"}
    fine = {"finding_id": "second"}
    row = accepted(store, [CORRECTION, fine], findings=[FINDING, second])
    assert row is not None
    assert (row["decision"], row["value_low"], row["review_ids"]) == ("corrected", 540.0, "v0")
    assert accepted(store, [CORRECTION, fine | {"reviewer": "李"}], findings=[FINDING, second]) is None
    assert accepted(store, [CORRECTION, fine | {"decision": "rejected"}], findings=[FINDING, second]) is None


def standings(store: Store) -> dict[str, str]:
    return dict(store.read("SELECT review_id, standing FROM review_standing").iter_rows())


def said(store: Store) -> dict[str, Any]:
    return store.read("FROM finding_review").row(0, named=True)


def test_every_review_has_its_standing_and_its_words(store: Store) -> None:
    late = {"decided_at": "2026-11-21T09:00:00", "reason": ""}
    stale = {"sentence_hash": "0" * 64, "reviewer": "张"}
    gone = {"metric_id": "page-a:0-1"}
    with store.write():
        store.replace_all("page", ROWS["page"])
    accepted(store, [{}, late | CORRECTION | {"old_unit": "吨"}, stale, gone])
    assert standings(store) == {"v0": "superseded", "v1": "current", "v2": "stale", "v3": "orphaned"}
    assert said(store) == {
        "finding_id": FINDING["finding_id"],
        "state": "corrected",
        "disputed": False,
        "opinions": "王：修改为540吨（2026-11-21）\n〔句子已改，待复核〕张：采纳（2026-11-20，属实）",
    }


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(540.0, None, "至少540公斤"), (None, 5.4e7, "至多54000000公斤"), (0.5, 2.0, "0.5—2公斤")],
)
def test_an_opinion_says_what_the_value_should_be(store: Store, low: Any, high: Any, words: str) -> None:
    accepted(store, [CORRECTION | {"value_low": low, "value_high": high, "unit": "公斤"}], {"class": "ratio"})
    assert f"修改为{words}（" in said(store)["opinions"]


def test_two_opinions_are_both_shown_and_leave_the_doubt_open(store: Store) -> None:
    accepted(store, [{}, {"reviewer": "李", "decision": "rejected"}])
    row = said(store)
    assert (row["state"], row["disputed"]) == ("open", True)
    assert row["opinions"].splitlines()[0] == "【意见不一，暂不采用】"
    assert "王：采纳" in row["opinions"] and "李：驳回" in row["opinions"]
    accepted(store, [{"decision": "doubtful"}])
    assert (said(store)["state"], said(store)["disputed"]) == ("open", False)
    accepted(store, [])
    assert (said(store)["state"], said(store)["opinions"]) == ("open", "")


def test_a_doubt_about_no_figure_is_settled_too(store: Store) -> None:
    """The line of the page on which it stands is its sentence."""
    line = "5400吨，改造厕所２５１３户。“三治”机制管用。张三说。"
    doubt = FINDING | {"metric_id": None}
    review = {"metric_id": None, "sentence_hash": hashlib.sha256(line.encode()).hexdigest()}
    with store.write():
        store.replace_all("page", ROWS["page"])
    accepted(store, [review], findings=[doubt])
    assert store.read("SELECT sentence FROM finding_sentence").item() == line
    assert said(store)["state"] == "accepted"
    accepted(store, [review | {"sentence_hash": "1" * 64}], findings=[doubt])
    assert (said(store)["state"], standings(store)) == ("open", {"v0": "stale"})
    accepted(store, [review | {"finding_id": "gone"}], findings=[doubt])
    assert standings(store) == {"v0": "orphaned"}


# --- a figure that is held only because it may be the wrong one in another's place -------------------------

OTHER = ROWS["metric"][2]  # 2513户
HOLDS = FINDING | {"finding_id": "bond", "metric_id": OTHER["metric_id"], "suspects": METRIC_ID}
HOLDS |= {"severity": "review"}
ON_OTHER = {"finding_id": "bond", "metric_id": OTHER["metric_id"]}


def suspected(
    store: Store,
    reviews: list[dict[str, Any]],
    findings: list[dict[str, Any]] | None = None,
    verdict: str = "review",
) -> dict[str, Any] | None:
    """Return the accepted row of a suspect of the finding about 2513户, None where it is still held."""
    with store.write():
        store.replace_all("metric", [METRIC | {"verdict": verdict}, OTHER | {"verdict": "review"}])
        store.replace_all("finding", [HOLDS] if findings is None else findings)
        numbered = [{"review_id": f"v{at}"} | change for at, change in enumerate(reviews)]
        store.replace_all("review", [REVIEW | change for change in numbered])
        view, metrics = store.read("FROM accepted_metric"), store.read("FROM metric")
    assert validate("accepted_metric", view) == []
    assert refuse_quarantined(view, metrics) == []
    return next((row for row in view.to_dicts() if row["metric_id"] == METRIC_ID), None)


@pytest.mark.parametrize(
    ("reviews", "freed"),
    [
        ([], False),
        ([{}], True),
        ([CORRECTION], True),
        ([{"decision": "rejected"}], True),
        ([{"decision": "doubtful"}], False),
        ([{}, {"reviewer": "李", "decision": "rejected"}], False),
        ([CORRECTION, CORRECTION | {"reviewer": "李"}], True),
        ([{"sentence_hash": "0" * 64}], False),
        ([{}, {"decided_at": "2026-11-21T09:00:00", "decision": "doubtful"}], False),
    ],
    ids=["none", "采纳", "修改", "驳回", "存疑", "disputed", "agreed", "stale", "withdrawn"],
)
def test_a_suspect_is_cleared_as_printed_when_the_doubt_is_settled(
    store: Store, reviews: list[dict[str, Any]], freed: bool
) -> None:
    row = suspected(store, [ON_OTHER | review for review in reviews])
    assert (row is not None) == freed
    if row:
        assert (row["decision"], row["value_low"], row["printed_low"]) == ("cleared", 5400.0, 5400.0)
        assert row["canonical_low"] == 5400000.0
        assert row["review_ids"] == " ".join(f"v{at}" for at in range(len(reviews)))


def test_a_suspect_of_two_doubts_waits_for_both(store: Store) -> None:
    both = [HOLDS, HOLDS | {"finding_id": "bond2"}]
    again = ON_OTHER | {"finding_id": "bond2"}
    assert suspected(store, [ON_OTHER], both) is None
    row = suspected(store, [ON_OTHER, again], both)
    assert row is not None
    assert row["review_ids"] == "v0 v1"
    hint = HOLDS | {"finding_id": "hint", "severity": "hint"}
    assert suspected(store, [ON_OTHER], [HOLDS, hint]) is not None


def test_a_suspect_with_a_finding_of_its_own_needs_both_answers(store: Store) -> None:
    both = [HOLDS, FINDING]
    assert suspected(store, [ON_OTHER], both, "quarantined") is None
    assert suspected(store, [{}], both, "quarantined") is None
    row = suspected(store, [ON_OTHER, {}], both, "quarantined")
    assert row is not None
    assert (row["decision"], row["review_ids"]) == ("accepted", "v1")
    for decision in ("rejected", "doubtful"):
        assert suspected(store, [ON_OTHER, {"decision": decision}], both, "quarantined") is None
    row = suspected(store, [CORRECTION], both, "quarantined")  # who corrects it has decided on the figure
    assert row is not None
    assert (row["decision"], row["value_low"]) == ("corrected", 540.0)


def test_every_figure_has_its_doubts_in_one_view(store: Store) -> None:
    suspected(store, [ON_OTHER], [HOLDS, FINDING, FINDING | {"finding_id": "words", "metric_id": None}])
    found = store.read("FROM metric_finding ORDER BY ALL").rows()
    assert sorted(found) == sorted(
        [
            (METRIC_ID, FINDING["finding_id"], "carrier", False),
            (METRIC_ID, "bond", "suspect", True),
            (OTHER["metric_id"], "bond", "carrier", True),
        ]
    )
