"""One quantity told more than once: on one page, on pages of other days, under other names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks_kit import doubts

from checks.doubt import doubt
from checks.records import Doubts
from townledger.intake.sidecar import NO_SIDECAR
from townledger.places.register import default_register
from townledger.reader import read_page


def said(*pages: tuple[str, str]) -> Doubts:
    """Return what the doubter says about pages of (issue date, text), named p1, p2 …."""
    facts = [
        read_page(text, f"p{at}.txt", sidecar=replace(NO_SIDECAR, issue_date=day))
        for at, (day, text) in enumerate(pages, start=1)
    ]
    return doubt(facts, default_register())


MAY = ("2024-05-20", "截至目前，芮城县东垆乡累计改造卫生厕所1513户。")


def test_what_accumulates_does_not_fall_from_page_to_page():
    falls = said(MAY, ("2024-09-20", "截至目前，芮城县东垆乡累计改造卫生厕所1235户。"))
    (finding,) = [f for f in falls.findings if f.rule == "falls"]
    assert (finding.page_id, finding.text, finding.severity) == ("p2", "1235户", "review")
    assert finding.arithmetic == "p1.txt（至2024-05-20）：1513户；本版（至2024-09-20）：1235户"
    (relation,) = [r for r in falls.relations if r.state == "fails"]
    assert relation.metric_ids.startswith("p1:") or ",p1:" in relation.metric_ids


@pytest.mark.parametrize(
    "later",
    [
        ("2024-09-20", "截至目前，芮城县东垆乡累计改造卫生厕所2235户。"),  # it rises
        ("2024-03-20", "截至目前，芮城县东垆乡累计改造卫生厕所1235户。"),  # the page is the earlier one
        ("2024-09-20", "截至目前，芮城县永乐镇累计改造卫生厕所1235户。"),  # another place
        ("2024-09-20", "芮城县东垆乡今年已改造卫生厕所1235户。"),  # a year's figure
        ("2024-09-20", "芮城县东垆乡现有卫生厕所1235户。"),  # a stock may fall
    ],
)
def test_what_may_be_less_is_no_fall(later):
    assert "falls" not in {f.rule for f in said(MAY, later).findings}


def test_one_event_on_two_pages_is_to_be_added_once():
    text = "芮城县东垆乡2024年改造卫生厕所{}户，群众满意。"
    twice = said(("2024-09-20", text.format(1513)), ("2024-09-22", text.format(1513)))
    (relation,) = [r for r in twice.relations if r.kind == "重复表述"]
    assert (relation.page_id, relation.state, relation.result) == ("p2", "holds", "同一事实，合计时只计一次")
    assert relation.metric_ids == "p1:17-22,p2:17-22"
    assert relation.relation_id == "p2:重复表述:p1:17-22+17-22"
    assert not twice.findings
    round_number = said(("2024-09-20", text.format(2)), ("2024-09-22", text.format(2)))
    assert not [r for r in round_number.relations if r.kind == "重复表述"]


def test_two_values_of_one_article_are_a_doubt_where_one_slip_makes_them():
    text = "芮城县东垆乡拆除户外厕所130个。东垆乡还召开会议。东垆乡拆除户外厕所{}个。"
    rules = {
        value: {f.rule for f in doubts(read_page(text.format(value), "p.txt")).findings}
        for value in (180, 75)
    }
    assert rules == {180: {"told_twice"}, 75: set()}
