"""The pages of tests/data/layout/pages: what a layout is expected to find, page by page and altogether."""

import pytest
from layout_kit import Case, cases, score

from townledger.page.layout import lay_out

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


LINE_ENDS_MATTER = {("editors_note", "wrapped"), ("xinjiang_corps", "wrapped"), ("data_table", "blank")}
"""Pages whose headlines are read otherwise when their lines are cut; and the way they are cut."""
WIDTH = 68


def wrapped(raw: str) -> str:
    """Return the page with its paragraphs indented and cut at 68 columns, without blank lines."""
    lines: list[str] = []
    for line in filter(str.strip, raw.splitlines()):
        columns = [1 if ord(c) < 256 else 2 for c in line]
        rest = line if sum(columns) <= WIDTH else "　　" + line
        while rest:
            size, width = 0, 0
            while size < len(rest) and width + (1 if ord(rest[size]) < 256 else 2) <= WIDTH:
                width += 1 if ord(rest[size]) < 256 else 2
                size += 1
            lines.append(rest[:size])
            rest = rest[size:]
    return "\n".join(lines)


def headlines(raw: str) -> list[tuple[str, ...]]:
    articles = (a for a in lay_out(raw).articles if a.kind not in ("furniture", "caption"))
    return [(a.kind, a.kicker, a.title, a.subtitle, a.byline) for a in articles]


def test_how_lines_end_matters_little() -> None:
    differ = set()
    for case in cases():
        lines = [line for line in case.raw.splitlines() if line.strip()]
        dense = headlines("\n".join(lines))
        forms = {"wrapped": wrapped(case.raw), "blank": "\n\n".join(lines)}
        differ |= {(case.name, form) for form, raw in forms.items() if headlines(raw) != dense}
    assert differ <= LINE_ENDS_MATTER
