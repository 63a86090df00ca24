"""The pages of tests/data/layout/pages: what a layout is expected to find, page by page and altogether."""

import pytest
from layout_kit import Case, cases, score

FLOOR = 0.95
"""Share of the annotated articles, over all pages, whose kind, headlines and byline are all right."""
KNOWN_FAULTS: dict[str, set[str]] = {}
"""Pages, by name, and the aspects that are known to be wrong there; a page that comes right must leave."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_page(case: Case) -> None:
    wrong = {aspect: found for aspect, found in score(case).items() if found != ([], [])}
    assert set(wrong) == KNOWN_FAULTS.get(case.name, set()), wrong


def test_articles_altogether() -> None:
    wanted = sum(len(case.of("文章", "图片")) for case in cases())
    missing = sum(len(score(case)["articles"][0]) for case in cases())
    assert wanted > 90
    assert missing <= (1 - FLOOR) * wanted
