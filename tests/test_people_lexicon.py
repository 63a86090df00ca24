"""Word lists: loaded whole, or refused with file and line."""

import re

import pytest

from townledger.lexicon import LEXICON, LexiconError, alternation, read_words

COLUMNS = {"word": None, "kind": {"a", "b"}}


def load(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_words(path, COLUMNS)


def test_a_good_list(tmp_path):
    rows = load(tmp_path, "word,kind,source\n甲,a,某书\n乙,b,某书\n")
    assert [row["word"] for row in rows] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,kind\n甲,a\n", "list.csv 第1行：表头应为 word,kind,source"),
        ("word,kind,source\n甲,a\n", "list.csv 第2行：应有3格，实有2格"),
        ("word,kind,source\n甲,a,某书\n,a,某书\n", "list.csv 第3行：word 为空"),
        ("word,kind,source\n甲,c,某书\n", "list.csv 第2行：kind 不能是“c”，可用 a、b"),
        ("word,kind,source\n甲,a,\n", "list.csv 第2行：source 为空"),
        ("word,kind,source\n甲,a,书\n甲,b,书\n", "list.csv 第3行：“甲”已见于第2行"),
        ("word,kind,source\n", "list.csv：没有词条"),
    ],
)
def test_a_faulty_list_is_refused(tmp_path, text, message):
    with pytest.raises(LexiconError, match=re.escape(message)):
        load(tmp_path, text)


def test_a_missing_list_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="不能读取"):
        read_words(tmp_path / "none.csv", COLUMNS)


def test_alternation_takes_the_longest():
    pattern = re.compile(alternation(["公安局", "局", "公司", "公安"]))
    assert pattern.findall("县公安局、公安厅、公司、教育局") == ["公安局", "公安", "公司", "局"]


def test_no_list_names_a_place_or_person_of_the_sample_pages():
    names = re.compile("芮城|介休|壶关|沁源|垣曲|东炉|荆庄|英言|小宋曲|闫冀|王春亮|姚炎斌|耿小二")
    for path in sorted(LEXICON.glob("*.csv")):
        assert not names.search(path.read_text(encoding="utf-8")), path.name


def test_a_word_of_an_alternation_can_be_barred_by_what_follows():
    pattern = re.compile(alternation(["种", "种植", "养"], unless={"种": "子类"}))
    assert [m[0] for m in pattern.finditer("种树种子种植种类养鱼")] == ["种", "种植", "养"]
