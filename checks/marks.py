"""Marks and characters: doubled ones, quotes in quotes, two forms of one mark in an article.

What an article does throughout is its style; what it does here one way and there another is a slip, told once
an article at the first place of the rarer form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checks.records import Finding
from checks.say import doubt_span
from checks.view import PageView

_DOUBLED = re.compile(
    r"([的和与及将把被从向是了])(?:\s*\n\s*)?\1(?!确|士|解|谐|平|气|睦|美|乐|关|脉|容|军|日葵)"
)
_NESTED = re.compile(r"“[^”“\n]{0,60}(“)[^”\n]{0,30}”")
_CORNER = re.compile(r"[「『][^」』\n]{0,40}[」』]")
_HAN = "\u4e00-\u9fff"
_FORMS = (
    ("数字", re.compile(r"[0-9]+"), re.compile(r"[０-９]+")),
    ("字母", re.compile(r"[A-Za-z]+"), re.compile(r"[Ａ-Ｚａ-ｚ]+")),
    *(
        (f"“{wide}”", re.compile(rf"(?<=[{_HAN}”》)）])\{half}"), re.compile(wide))
        for half, wide in zip(",;:?!", "，；：？！", strict=True)
    ),
    ("括号", re.compile(rf"(?<=[{_HAN}])\([{_HAN}]"), re.compile(r"（")),
)
"""Name of a mark, its half-width form (in Chinese text only) and its full-width form."""
_RARE = 3
"""An article keeps to one form when it has that form at least this many times as often as the other."""


def check_marks(view: PageView) -> Iterator[Finding]:
    """Yield doubled characters, nested and mixed quotes, and half- and full-width forms in one article."""
    text = view.text
    for match in _DOUBLED.finditer(text):
        start, end = match.span()
        if match[0] in ("了了", "是是") or _pairs(text, start, end):
            continue
        yield doubt_span(view, "doubled", start, end, suggestion=match[1])
    yield from _nested(view)
    yield from _corners(view)
    yield from _widths(view)


def _pairs(text: str, start: int, end: int) -> bool:
    """Tell whether two alike characters are one half of a word such as 暖暖和和, 和和美美."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return any(len(two) == 2 and two[0] == two[1] for two in (before, after))


def _nested(view: PageView) -> Iterator[Finding]:
    """Yield the first quote in quotes of each article."""
    told: set[int] = set()
    starts = sorted(article.char_start for article in view.facts.articles)
    for match in _NESTED.finditer(view.text):
        article = bisect_right(starts, match.start())
        if article not in told:
            told.add(article)
            yield doubt_span(view, "nested_quotes", *match.span(1), suggestion="‘")


def _corners(view: PageView) -> Iterator[Finding]:
    """Yield the first corner quotes of a page that uses “ ” as well; a headline in them alone is style."""
    printed = view.page.text
    found = list(_CORNER.finditer(printed))
    curly = printed.count("“")
    if found and curly >= len(found):
        first = found[0]
        yield doubt_span(
            view,
            "corner_quotes",
            *first.span(),
            suggestion=f"“{first[0][1:-1]}”",
            arithmetic=f"全版直角引号{len(found)}处，弯引号{curly}处",
        )


def _widths(view: PageView) -> Iterator[Finding]:
    """Yield, once an article, the first mark that stands in the rarer of its two widths."""
    for article in view.facts.articles:
        slips = []
        for name, half, wide in _FORMS:
            narrow = [m.span() for m in half.finditer(view.page.text, article.char_start, article.char_end)]
            broad = [m.span() for m in wide.finditer(view.page.text, article.char_start, article.char_end)]
            few, many = sorted((narrow, broad), key=len)
            if few and len(many) >= _RARE * len(few):
                rare = "半角" if few is narrow else "全角"
                slips.append(
                    (few[0], f"{name}{rare}{len(few)}处、{'全角' if rare == '半角' else '半角'}{len(many)}处")
                )
        if slips:
            (start, end), _ = min(slips)
            shown = "；".join(words for _, words in slips)
            yield doubt_span(view, "mixed_width", start, end, arithmetic=shown)
