"""The binding fixtures: loading them, and what the reader says of every marked figure."""

from __future__ import annotations

from functools import cache

import pytest
from binding_kit import BindingError, Reading, agrees, load, parse, read


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(reading for passage in load() for reading in read(passage))


def test_every_figure_is_bound_as_annotated():
    wrong = [str(reading) for reading in readings() if reading.wrong and not reading.figure.misread]
    assert not wrong, f"{len(wrong)} figures are misread:\n" + "\n".join(wrong)


def test_what_is_marked_as_misread_is_misread():
    mended = [
        f"{reading.figure.file}:{reading.figure.line} {reading.figure.text}: now read right, remove the ✗"
        for reading in readings()
        if reading.figure.misread and not reading.wrong
    ]
    assert not mended, "\n".join(mended)


def test_there_are_many_figures_and_few_known_misreadings():
    figures = [figure for passage in load() for figure in passage.figures]
    assert len(figures) >= 850
    assert sum(figure.misread for figure in figures) <= 0.1 * len(figures)


def test_cells_that_may_be_left_out():
    (passage,) = parse("题 头\n文 修路【3公里】\n3公里｜路\n", "f.txt")
    (figure,) = passage.figures
    assert passage.text == "头\n\n修路3公里\n"
    assert passage.text[figure.start : figure.end] == figure.text == "3公里"
    assert figure.expected == {"item": ("路",), "period": ("",), "status": ("actual",)}


def test_cells_that_are_written():
    (passage,) = parse("文 修【3公里】\n✗ 3公里｜路/公路｜修｜*｜planned/capacity｜-\n", "f.txt")
    (figure,) = passage.figures
    assert figure.misread
    assert figure.expected == {
        "item": ("路", "公路"),
        "measure": ("修",),
        "status": ("planned", "capacity"),
        "subject": ("",),
    }


@pytest.mark.parametrize(
    ("said", "wordings", "right"),
    [
        ("生活垃圾", ("垃圾",), True),
        ("垃圾", ("生活垃圾",), True),
        ("", ("垃圾",), False),
        ("垃圾", ("",), False),
    ],
)
def test_agreement_is_containment_and_nothing_agrees_with_nothing_only(said, wordings, right):
    assert agrees(said, wordings) is right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3公里｜路", "f.txt:1: no passage above"),
        ("文 修【3公里】\n5公里｜路", "f.txt:2: figure '5公里' is not the next mark 【3公里】"),
        ("文 修【3公里】\n3公里｜路\n3公里｜路", "f.txt:3: more figures than marks"),
        ("文 修【3公里】【5公里】\n3公里｜路", "f.txt:3: 2 marks 【】 but 1 figures"),
        ("文 修路", "f.txt:2: mark at least one figure"),
        ("文 修【3公里", "f.txt:1: the mark 【 is not closed"),
        ("文 修【】3公里】", "f.txt:1: the marks 【】 do not pair"),
        ("文 修【3公里】\n3公里", "f.txt:2: write 数字｜事项"),
        ("文 修【3公里】\n3公里｜", "f.txt:2: no item"),
        ("文 修【3公里】\n3公里｜路｜修｜今年｜完成", "f.txt:2: unknown status '完成'"),
    ],
)
def test_a_faulty_line_is_named(text: str, said: str):
    with pytest.raises(BindingError) as caught:
        list(parse(text, "f.txt"))
    assert str(caught.value).startswith(said)
