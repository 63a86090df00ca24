from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText

from reports.cells import CUT, MAX_CHARS, Pen, clean, display_width, line_count, mark, number_format
from reports.quote import find_figure, sentence_around


@pytest.fixture
def pen() -> Pen:
    return Pen(Workbook(write_only=True).create_sheet())


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("乡镇", 4), ("“好”", 6), ("5400万吨", 8), ("—", 2), ("㎡", 2)]
)
def test_chinese_counts_double(text, width):
    assert display_width(text) == width


def test_lines_grow_with_the_text_and_with_its_breaks():
    assert line_count("乡" * 10, 20) == 1
    assert line_count("乡" * 11, 20) == 2
    assert line_count("甲\n乙", 20) == 2
    assert line_count("", 20) == 1


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("a\x00b\x0bc", "abc"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("\ud800坏", "坏"),
        ("_x0041_", "_x005F_x0041_"),
        ("_xyz_\t好", "_xyz_\t好"),
    ],
)
def test_what_a_cell_cannot_hold_is_taken_out(raw, safe):
    assert clean(raw) == safe


def test_long_text_is_cut_where_a_reader_can_see_it():
    assert clean("长" * MAX_CHARS) == "长" * MAX_CHARS
    cut = clean("长" * (MAX_CHARS + 1))
    assert len(cut) == MAX_CHARS and cut.endswith(CUT)
    astral = clean("𠮷" * 20_000)  # two UTF-16 units each
    assert len(astral.encode("utf-16-le")) // 2 <= MAX_CHARS and astral.endswith(CUT)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@甲", "\t=1", "#N/A", "#REF!", "＝1"])
def test_text_is_never_a_formula_or_an_error(pen, text):
    cell = pen.cell(text)
    assert cell.data_type == "s" and cell.value == text
    assert bool(cell.quotePrefix) == (not text.startswith("#"))


def test_plain_text_and_numbers_need_no_quote(pen):
    assert not pen.cell("140830200").quotePrefix and pen.cell("140830200").number_format == "@"
    assert pen.cell(-5).data_type == "n" and not pen.cell(-5).quotePrefix


@pytest.mark.parametrize(("value", "shown"), [(1.4e11, "#,##0"), (3, "#,##0"), (91.6, "#,##0.0#####")])
def test_number_formats(value, shown):
    assert number_format(value) == shown


def test_dates_before_excels_calendar_are_text(pen):
    assert pen.cell(date(1949, 10, 1)).is_date
    assert pen.cell(date(1899, 12, 31)).value == "1899-12-31"


def test_a_mark_keeps_the_text(pen):
    text = mark("新建公厕3座。", 4, 6)
    assert isinstance(text, CellRichText) and str(text) == "新建公厕3座。"
    assert mark("无", 0, 0) == "无"
    assert pen.cell(text).data_type == "s"


@pytest.mark.parametrize(
    ("sentence", "figure", "before", "start"),
    [
        ("新建公厕3座、改造3座。", "3座", "上文。新建公厕3座、改造", 9),
        ("新建公厕3座、改造3座。", "3座", "上文。新建公厕", 4),
        ("一分钟响应", "一\n\n分钟", "要求“", 0),
        ("共13座、3座", "3座", "共13座、", 5),
    ],
)
def test_a_figure_is_found_at_its_own_place(sentence, figure, before, start):
    found = find_figure(sentence, figure, before)
    assert found and found[0] == start


def test_a_figure_that_is_not_there_is_not_found():
    assert find_figure("没有数字", "3座", "") is None
    assert find_figure("没有数字", "", "") is None


def test_the_sentence_around_a_span():
    text = "“上一句。” 这里有“3座公厕。”下一句"
    sentence, start, end = sentence_around(text, text.index("3座"), text.index("3座") + 2)
    assert sentence == "这里有“3座公厕。”" and sentence[start:end] == "3座"
    assert sentence_around("3座", 0, 2) == ("3座", 0, 2)
    long = "长" * 500 + "3座" + "长" * 500
    sentence, start, end = sentence_around(long, 500, 502)
    assert sentence[start:end] == "3座" and len(sentence) < 260
