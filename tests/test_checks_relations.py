"""The annotators' relations of two sample pages, one by one: found, with operands, result and state."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from checks_kit import doubts

from checks.records import Doubts
from quality.gold import GOLD, page_text
from townledger.reader import read_page

TABLE = Path(__file__).resolve().parent / "data" / "checks" / "relations.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def said(doc: str) -> Doubts:
    return doubts(read_page(page_text(doc), f"{doc}.txt"))


def test_every_relation_of_the_annotators_is_tried():
    with (GOLD / "relations.csv").open(encoding="utf-8") as file:
        annotated = {(row["id"], row["doc"]) for row in csv.DictReader(file)}
    assert {(row["id"], row["doc"]) for row in rows()} == annotated


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_a_relation_of_the_annotators_is_found(row):
    found = {(r.kind, r.expression): (r.result, r.state) for r in said(row["doc"]).relations}
    assert found.get((row["kind"], row["expression"])) == (row["result"], row["state"])
    if row["finding"]:
        assert row["finding"] in {f.rule for f in said(row["doc"]).findings}


@pytest.mark.parametrize(
    ("text", "expression", "state"),
    [
        # Nouns by their endings, pieces with a figure of one, members told in turn.
        ("建好便民服务大厅、议事室、调解室“一厅两室”。", "厅1、室2=一厅两室", "holds"),
        ("建好便民服务大厅、议事室、调解室“一厅三室”。", "厅1、室2≠一厅三室", "fails"),
        ("设立服务站、综治中心、文化中心“一站两中心”。", "站1、中心2=一站两中心", "holds"),
        ("开展“三个一”活动：每月召开1次会议；每季组织1次观摩；每年评选1批标兵。", "三个一", "holds"),
        ("开展“四个一”活动：每月开会1次；每季组织1次观摩；每年评选1批。", "四个一", "fails"),
        (
            "把“新理念、新技术、新渠道”三者结合。树立新理念，干部先学。推广新技术，农户跟进。",
            "新理念、新技术有述，新渠道无述≠三者",
            "fails",
        ),
    ],
)
def test_lists_with_their_number(text, expression, state):
    found = doubts(read_page(text, "p.txt"))
    (relation,) = [r for r in found.relations if r.expression.endswith(expression)]
    assert relation.state == state
    assert {f.severity for f in found.findings} == ({"hint"} if state == "fails" else set())


@pytest.mark.parametrize(
    "text",
    [
        "建好会议室、图书角、调解室“一厅三室”。",  # the list has other things in it
        "深化“六议两公开”，完善“一约五会”。",  # no list
        "开展“四个一”活动：召开会议；每季组织1次观摩；评选标兵。",  # pieces without a one
        "把“新理念、新技术、新渠道”三者结合。树立新理念，干部先学。",  # two are not taken up
        "把“文化、旅游、生态”三者结合。发展文化。发展旅游。",  # short names come again by chance
    ],
)
def test_lists_that_are_not_all_there_are_passed_over(text):
    found = doubts(read_page(text, "p.txt"))
    assert not [r for r in found.relations if r.state == "fails"]
    assert not found.findings


def test_a_cadence_explains_its_total_or_is_silent():
    text = "芮城县东垆乡从2024年1月开始推行恳谈会制度，每月召开1次恳谈会。2024年全年，共召开恳谈会{}次。"
    held = [r for r in doubts(read_page(text.format(12), "p.txt")).relations if r.kind == "节律"]
    assert [r.state for r in held] == ["holds"]
    assert not [r for r in doubts(read_page(text.format(40), "p.txt")).relations if r.kind == "节律"]
    other = "芮城县东垆乡每月召开1次恳谈会。2024年全年，共组织观摩12次。"
    assert not [r for r in doubts(read_page(other, "p.txt")).relations if r.kind == "节律"]
