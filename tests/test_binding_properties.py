"""What holds for every bound figure of every text: its words stand in the text, its sentence holds it."""

from __future__ import annotations

import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from binding_kit import load

from townledger.facts.binding import Binder
from townledger.numbers.mentions import read_raw_numbers
from townledger.page.layout import lay_out
from townledger.page.text import shadow
from townledger.reader import read_page
from townledger.records import PageFacts

PAGES = sorted((Path(__file__).resolve().parents[1] / "seeds" / "newspapers").glob("*.txt"))
FIXTURES = sorted({passage.file for passage in load()})


@cache
def texts(name: str) -> tuple[str, ...]:
    for path in PAGES:
        if path.name == name:
            with path.open(encoding="utf-8", newline="") as file:
                return (file.read(),)
    return tuple(passage.text for passage in load() if passage.file == name)


@cache
def facts(name: str) -> tuple[tuple[str, PageFacts], ...]:
    return tuple((raw, read_page(raw, name)) for raw in texts(name))


def pieces(words: str, text: str) -> int:
    """Return of how many pieces of ``text`` the words are made, each as long as can be."""
    count = 0
    while words:
        size = next((n for n in range(len(words), 0, -1) if words[:n] in text), 0)
        if not size:
            return 99
        words, count = words[size:], count + 1
    return count


every_text = pytest.mark.parametrize("name", [path.name for path in PAGES] + FIXTURES)


@every_text
def test_offsets_slice_the_figure_and_the_sentence_holds_it(name: str):
    for raw, page in facts(name):
        for metric in page.metrics:
            assert raw[metric.char_start : metric.char_end] == metric.text
            assert "".join(metric.text.split()) in "".join(metric.sentence.split()), metric


@every_text
def test_words_stand_in_the_text(name: str):
    """An item may join two pieces (优质稻|产值: an owner and its attribute), a measure three (每人|发放)."""
    for raw, page in facts(name):
        flow = lay_out(raw).flow.text
        for metric in page.metrics:
            assert pieces(metric.item, flow) <= 2, metric
            assert pieces(metric.measure, flow) <= 3, metric
            assert metric.period_text in flow, metric
            assert shadow(metric.subject) in flow, metric


@every_text
def test_most_items_are_one_piece_and_none_is_empty_of_words(name: str):
    items = [(m.item, lay_out(raw).flow.text) for raw, page in facts(name) for m in page.metrics if m.item]
    joined = [item for item, flow in items if item not in flow]
    assert len(joined) <= 0.2 * len(items), joined
    assert not [item for item, _ in items if item != item.strip(" 、，。；的")]


@every_text
def test_a_page_read_twice_says_the_same(name: str):
    for raw, page in facts(name):
        assert read_page(raw, name).metrics == page.metrics


def test_sentences_do_not_change_each_other():
    """Two items of news under headlines of their own bind as each does alone."""
    passages = [passage for passage in load() if "题" not in passage.text][:12]
    for first, second in pairwise(passages):
        alone = [read_page(passage.text, "x.txt").metrics for passage in (first, second)]
        both = read_page(first.text + "\n\n\n" + second.text, "x.txt").metrics
        said = [(m.text, m.item, m.status) for metrics in alone for m in metrics]
        assert [(m.text, m.item, m.status) for m in both] == said


def test_binding_is_linear_in_a_sentence_without_an_end():
    """Ten times the figures of one endless sentence take at most eleven times the steps."""

    def steps(times: int) -> int:
        count = 0

        def tick(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += 1

        text = shadow("今年收入3万元，" * times)
        binder = Binder(text, measures := read_raw_numbers(text))
        sys.setprofile(tick)
        try:
            for index in range(len(measures)):
                binder.bind(index, (0, len(text)), (0, len(text)), 0)
        finally:
            sys.setprofile(None)
        return count

    steps(10)  # tables are loaded
    assert steps(2000) <= 11 * steps(200)
