"""The reader against the annotated pages: floors below which a change is not acceptable."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from quality.gold import GoldError
from quality.measure import Quality, by_annotation, measure, read_gold_pages, standards, table
from quality.tally import KINDS
from townledger.records import PageFacts


@cache
def read() -> dict[str, PageFacts]:
    return read_gold_pages()


def test_the_reader_stays_above_the_floors():
    qualities = by_annotation(read())
    total = qualities["全部"]
    low = total.below_floor()
    faults = "\n".join(map(str, total.faults))
    assert not low, f"\n{table(qualities, low)}\n\n{table(qualities)}\n\n{faults}"


def changed(doc: str, **lists: object) -> Quality:
    """Return the quality when the reader had read other lists on one page."""
    facts = read()[doc]
    other = PageFacts(**({name: getattr(facts, name) for name in PageFacts.__slots__} | lists))
    return measure(read() | {doc: other})


def names(quality: Quality) -> set[str]:
    return {standard.measure for standard in quality.below_floor()}


@pytest.mark.parametrize(
    ("lost", "measures"),
    [
        ("numbers", {"number.strict_recall", "number.span_f1", "number.name_recall"}),
        ("articles", {"article.recall", "article.title", "article.byline", "article.place"}),
        ("places", {"place.recall", "place.code"}),
        ("people", {"person.recall", "person.f1"}),
        ("organisations", {"organisation.recall"}),
        ("mechanisms", {"mechanism.recall"}),
    ],
)
def test_a_page_without_its_lists_falls_below_the_floors(lost: str, measures: set[str]):
    assert measures <= names(changed("000", **{lost: []}))


def test_wrong_readings_fall_below_the_floors():
    facts = read()["000"]
    wrong_place = [replace(p, place_code="140830201") for p in facts.places if p.match == "exact"]
    assert {"place.exact", "place.code"} <= names(changed("000", places=wrong_place))
    untitled = [replace(a, title="无题", byline="某人", kind="brief", place_code="1") for a in facts.articles]
    found = names(changed("000", articles=untitled))
    assert {"article.title", "article.byline", "article.kind", "article.place"} <= found
    page = replace(facts.page, issue_date_low="2024-06-24")
    quality = changed("000", page=page)
    assert names(quality) == {"issue_date.within"}
    assert quality.faults[0].kind == "date_wrong" and quality.faults[0].read.startswith("2024-06-24")
    invented = [replace(p, name="张三", post="县长") for p in facts.people]
    assert {"person.precision", "person.recall"} <= names(changed("000", people=invented))


def test_a_year_that_the_page_does_not_give_is_a_fault():
    page = replace(read()["002"].page, issue_date_low="2025-06-01", issue_date_high="2025-06-30")
    assert "issue_date.within" in names(changed("002", page=page))


def test_a_figure_inside_a_name_is_the_worst_of_faults():
    facts = read()["000"]
    name = next(n for n in facts.numbers if n.class_ == "name" and n.text == "四堆")
    claim = replace(name, class_="quantity", value_low=4.0, value_high=4.0, unit="堆")
    quality = changed("000", numbers=[claim if n is name else n for n in facts.numbers])
    assert "number.names_free" in names(quality)
    assert quality.faults[0].kind == next(iter(KINDS)) == "name_claimed"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("number.unit,单位,0.9,,", ":2: label and reason are needed"),
        ("number.unit,单位,1.9,,理由", ":2: a share lies between 0 and 1"),
        ("number.unit,单位,高,,理由", ":2: floor and goal are shares"),
        ("number.unit,单位,0.9,,理由\nnumber.unit,单位,0.9,,理由", ":3: number.unit stands twice"),
    ],
)
def test_a_faulty_table_of_floors_is_named_with_its_line(tmp_path: Path, line: str, said: str):
    path = tmp_path / "measures.csv"
    path.write_text(f"measure,label,floor,goal,reason\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=f"^measures.csv{said}"):
        standards(path)


def test_every_measure_has_cases_behind_it():
    assert all(measured.cases for measured in measure(read()).measures.values())
