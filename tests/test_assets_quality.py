"""What the UI shows of the reading: the scores with their floors, and a card of every page."""

from dataclasses import replace

import dagster as dg
import pytest

from assets import g5_quality
from assets.cards import CARDS, page_cards
from assets.facts import rows_of
from assets.markdown import plain, table
from assets.resources import Warehouse
from quality.gold import pages
from quality.measure import read_gold_pages, standards
from townledger.reader import read_page
from warehouse.store import Store


def filled(folder, facts):
    store = Store(folder / "warehouse.duckdb")
    with store.write():
        for name, rows in rows_of(facts).items():
            store.replace_all(name, rows)
    return store


def annotated(docs):
    read = read_gold_pages()
    return [replace(read[doc], page=replace(read[doc].page, sha256=pages()[doc]["sha256"])) for doc in docs]


def examined(folder):
    return dg.materialize(
        [g5_quality.examine],
        resources={"warehouse": Warehouse(folder=str(folder))},
        instance=dg.DagsterInstance.ephemeral(),
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )


def test_the_scores_are_plotted_and_stand_above_the_floors(data_folder):
    filled(data_folder, annotated(pages()))
    result = examined(data_folder)
    (made,) = result.get_asset_materialization_events()
    values = {key: value.value for key, value in made.materialization.metadata.items()}
    for standard in standards().values():
        assert standard.floor <= values[standard.label] <= 1 and isinstance(values[standard.label], float)
    assert values["各项"].count("\n") == len(standards()) + 1
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed, check.severity) == ("floors", True, dg.AssetCheckSeverity.ERROR)


def test_a_worse_reader_fails_the_check_but_stops_nothing(data_folder, monkeypatch):
    filled(data_folder, annotated(pages()))
    worse = read_gold_pages()
    worse["003"] = replace(worse["003"], numbers=[], people=[])
    monkeypatch.setattr(g5_quality, "read_gold_pages", lambda: worse)
    result = examined(data_folder)
    (check,) = result.get_asset_check_evaluations()
    assert result.success and not check.passed
    assert "数字：位置、数值、单位全对 F1" in check.description and "下限 0.98" in check.description
    assert "人物与职务：召回率" in check.metadata["低于下限"].value


def test_without_the_annotated_pages_nothing_is_scored(data_folder):
    filled(data_folder, annotated(["000", "001", "002", "003"]))
    result = examined(data_folder)
    assert result.success
    assert not result.get_asset_materialization_events() and not result.get_asset_check_evaluations()


HOSTILE = "| [点我](http://a.b) <img src=x> `乙` ![丙](d)"


def test_text_from_pages_stays_text_in_a_card(data_folder):
    text = f"{HOSTILE}\n\n本报讯（记者 王明）今年上半年，青山镇改造卫生厕所2513户，群众说好。\n"
    card = page_cards(filled(data_folder, [read_page(text, "a_[b](c).txt", "0" * 64)]), set())["a_[b](c)"]
    assert "点我" in card and "### a\\_\\[b\\]\\(c\\)\\.txt" in card
    assert all(card.count(mark) == card.count("\\" + mark) for mark in "[]()<>`!")
    header, _, *rows = [line for line in card.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in (header, *rows)} == {7}


def test_a_card_tells_joins_dates_and_doubtful_places(data_folder):
    store = filled(data_folder, annotated(["000", "002"]))
    first, second = page_cards(store, set()).values()
    assert "2025-06-24 至 2025-07-31" in first and "全国安全生产月" in first
    assert "| 东炉乡 | 18 | 形近字 | 东垆乡 | 140830200 |" in first
    assert "| 9 | 图片新闻 | 〔6月24日" in first and "| 10 | 版务信息 | 〔本版责编 董战轩" in first
    assert "| 已接合 | “德治”教化，加 | 强新时代文明实践 |" in first
    assert "**出版日期**　未定" in second and "| 次序颠倒 |" in second and "| 缺尾 |" in second


def test_many_pages_get_few_cards_and_those_just_read_come_first(data_folder):
    store = filled(data_folder, [read_page("计3户。", f"{n:02d}.txt", "0" * 64) for n in range(CARDS + 3)])
    assert list(page_cards(store, {"14", "13"})) == ["13", "14", *(f"{n:02d}" for n in range(CARDS - 2))]


@pytest.mark.parametrize(("rows", "told"), [(24, ""), (25, "另有 1 行未列")])
def test_a_long_table_says_what_it_leaves_out(rows, told):
    shown = table(["甲"], [[n] for n in range(rows)])
    assert shown.count("\n| ") == 25 and shown.endswith(told or "| 23 |")
    assert table(["甲"], []) == ""


def test_a_cell_is_one_short_line():
    assert plain("a\n\nb") == "a b" and plain(None) == "" and plain(0) == "0"
    assert len(plain("字" * 61)) == 60 and plain("字" * 61).endswith("…") and plain("字" * 60).endswith("字")
