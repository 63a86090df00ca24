from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from quality.gold import load_list, pages
from townledger.page.layout import Layout, lay_out
from townledger.places.mentions import PlaceSpan, article_codes, read_places
from townledger.places.register import default_register

ROOT = Path(__file__).parents[1]
# Every place of the five pages by its text; an empty code: the register has no such place.
GOLD: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
for _row in load_list("places"):
    GOLD[pages()[_row["doc"]]["file_name"]].append((_row["text"], _row["code"] or None))


@cache
def read(name: str) -> tuple[Layout, list[PlaceSpan]]:
    raw = (ROOT / "seeds" / "newspapers" / name).read_bytes().decode("utf-8")
    layout = lay_out(raw)
    return layout, read_places(layout, default_register())


def spans_of(name: str, text: str) -> list[PlaceSpan]:
    return [span for span in read(name)[1] if "".join(span.text.split()) == text]


@pytest.mark.parametrize("name", sorted(GOLD))
def test_golden_places(name: str) -> None:
    wrong = [
        (text, code, {span.code for span in spans_of(name, text)})
        for text, code in GOLD[name]
        if {span.code for span in spans_of(name, text)} != {code}
    ]
    assert wrong == []


PAGE_0, PAGE_1, PAGE_2, PAGE_3, PAGE_4 = sorted(GOLD)


@pytest.mark.parametrize(
    ("name", "text", "match", "reason"),
    [
        (PAGE_0, "东炉乡", "lookalike", "炉/垆"),
        (PAGE_0, "白鹤村", "lookalike", "鹤/鹅"),
        (PAGE_0, "白窝村", "unresolved", "东垆乡内无此名"),
        (PAGE_1, "郭城店村", "lookalike", "郭/邬"),
        (PAGE_1, "小宋曲村", "parent_mismatch", "属义棠镇"),
        (PAGE_1, "罗庄村", "unresolved", "罗王庄，字数不同"),
        (PAGE_1, "东宋壁村", "unresolved", "对立字"),
        (PAGE_2, "南埕镇", "lookalike", "GB 2312"),
        (PAGE_2, "王天村", "unresolved", "字形并不相近"),
        (PAGE_2, "庄上村", "unresolved", "陌南镇"),
        (PAGE_3, "太西街道", "short", "太行西街街道"),
    ],
)
def test_doubtful_names_say_why(name: str, text: str, match: str, reason: str) -> None:
    for span in spans_of(name, text):
        assert span.match == match
        assert reason in span.reason
    assert spans_of(name, text)


def test_main_places_of_articles() -> None:
    codes = {}
    for name in sorted(GOLD):
        layout, spans = read(name)
        for article, code in zip(
            layout.articles, article_codes(layout, spans, default_register()), strict=True
        ):
            codes[article.title] = code
    for title, code in [
        ("“一时美”迈向“时时美”", "140830200"),
        ("细“治”入微 添彩和美", "140824104208"),
        ("平陆开展民爆储存库“三防”应急演练", "140829"),
        ("山西安昆新能源举办安全技能竞赛", None),
        ("蝎子变宝虫 致富添新路", "140781104"),
        ("推动基层党建与服务工作协同发展", "140781005"),
        ("让群众“找得到门、办得成事”", "140427"),
        ("接诉即办 服务群众", "140828203"),
    ]:
        assert codes[title] == code, title


def test_newspapers_move_no_context() -> None:
    assert all(not span.context for span in spans_of(PAGE_4, "运城"))
    assert spans_of(PAGE_4, "运城")
