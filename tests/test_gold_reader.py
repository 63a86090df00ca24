"""The reader against the gold pages: floors below which a change is not acceptable."""

from __future__ import annotations

import pytest
from gold import PAGES, Scores, load_gold, page_text, score

from townledger.reader import read_page
from townledger.records import to_row

FLOORS = {
    "strict_f1": 0.99,
    "span_f1": 0.99,
    "name_recall": 0.85,
    "qualifier_accuracy": 0.97,
    "status_accuracy": 0.95,
    "period_accuracy": 0.95,
    "place_accuracy": 0.95,
    "item_accuracy": 0.95,
}


def read_and_score(docs: tuple[str, ...]) -> Scores:
    rows = []
    for doc in docs:
        (path,) = PAGES.glob(f"{doc}_*.txt")
        facts = read_page(page_text(doc), path.name)
        metrics = {(metric.char_start, metric.char_end): to_row(metric) for metric in facts.metrics}
        for number in facts.numbers:
            rows.append(
                to_row(number)
                | {"page": number.page_id}
                | metrics.get((number.char_start, number.char_end), {})
            )
    return score(load_gold(docs), rows)


@pytest.mark.parametrize("docs", [("000", "001"), ("002", "003", "004")], ids="+".join)
def test_the_reader_stays_above_the_floors(docs: tuple[str, ...]):
    scores = read_and_score(docs)
    summary = scores.summary()
    low = {name: summary[name] for name, floor in FLOORS.items() if summary[name] < floor}
    assert not low, "\n".join(map(str, scores.errors))
    assert scores.claims_in_names == 0, "\n".join(map(str, scores.errors))
