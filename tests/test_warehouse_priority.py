"""The view ``finding_priority``: doubt x influence on the totals, as 待核清单 is sorted."""

from pathlib import Path
from typing import Any

import pytest
import warehouse_kit

from checks.contracts import validate
from warehouse.store import Store

ROWS = warehouse_kit.tables()
METRIC = ROWS["metric"][1]  # 5400吨
FINDING = ROWS["finding"][0]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(Path(tmp_path_factory.mktemp("priority")) / "warehouse.duckdb")


def scores(store: Store, *doubted: tuple[float, float | None, str], **others: Any) -> list[tuple[float, ...]]:
    """Return (doubt, influence, priority) of figures of one item and period, in their order.

    Each is given as its tonnes, the suggestion and the severity of its doubt; ``others`` changes all of them.
    """
    metrics, findings = [], []
    for at, (value, meant, severity) in enumerate(doubted):
        amounts = {"value_low": value, "value_high": value}
        canonical = {"canonical_low": 1000 * value, "canonical_high": 1000 * value, "place_code": "140830200"}
        where = {"char_start": at, "char_end": at + 5, "metric_id": f"{METRIC['page_id']}:{at}-{at + 5}"}
        metrics.append(METRIC | amounts | canonical | where | others)
        if severity:
            suggested = {"suggested_low": meant, "suggested_high": meant, "severity": severity}
            findings.append(FINDING | suggested | {"finding_id": f"f{at}"} | where)
    with store.write():
        store.replace_all("metric", metrics)
        store.replace_all("finding", findings)
        rows = store.read("FROM finding_priority ORDER BY finding_id")
    assert validate("finding_priority", rows) == []
    return [(row["doubt"], row["influence"], row["priority"]) for row in rows.iter_rows(named=True)]


def test_a_doubt_weighs_what_its_correction_moves_of_the_total(store: Store) -> None:
    heavy, light = scores(store, (900.0, 90.0, "review"), (100.0, 10.0, "review"))
    assert heavy == pytest.approx((0.5, 0.81, 0.405))  # (900 - 90) / (900 + 100)
    assert light == pytest.approx((0.5, 0.09, 0.045))


def test_a_figure_too_small_weighs_as_much_as_it_lacks(store: Store) -> None:
    ((_, influence, _),) = scores(store, (10.0, 100.0, "block"), (900.0, None, ""))
    assert influence == pytest.approx(0.09)  # (100 - 10) / (900 + 100)


def test_without_a_suggestion_the_whole_figure_is_in_doubt(store: Store) -> None:
    ((doubt, influence, _),) = scores(store, (250.0, None, "block"), (750.0, None, ""))
    assert (doubt, influence) == pytest.approx((1.0, 0.25))


def test_a_fact_told_twice_is_in_the_total_once(store: Store) -> None:
    ((_, influence, _),) = scores(store, (250.0, None, "hint"), (250.0, None, ""), (750.0, None, ""))
    assert influence == pytest.approx(0.25)


@pytest.mark.parametrize(
    "change", [{"dimension": "share"}, {"class": "age"}, {"item": ""}, {"place_code": None}]
)
def test_what_cannot_be_added_stands_for_itself(store: Store, change: dict[str, Any]) -> None:
    ((_, influence, _),) = scores(store, (80.0, None, "review"), (20.0, None, ""), **change)
    assert influence == 1.0


def test_a_doubt_about_words_moves_no_total(store: Store) -> None:
    with store.write():
        store.replace_all("metric", [METRIC])
        store.replace_all("finding", [FINDING | {"metric_id": None, "severity": "hint"}])
        (row,) = store.read("FROM finding_priority").rows()
    assert row[1:] == (0.1, 0.0, 0.0)
