"""What a page spells two ways: 王春亮 and 王春良, 林瑞公司 and 林端公司, 入托幼儿 and 人托幼儿.

Two names of one length that differ in one character are two people or two firms more often than a slip, so
there must be more: one leading post in one place, a speaker whom nobody introduced beside one who was, or
characters that look alike. Characters that tell namesakes apart (东西, 上下, numerals) are no slip.

A character that forms no word with the next is doubted where the article has the same words with its
look-alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import permutations

from checks.records import Finding
from checks.say import doubt_span
from checks.view import PageView
from townledger.lexicon import read_words
from townledger.page.words import word_pairs
from townledger.places.lookalike import Glyphs
from townledger.places.register import DEFAULT_PATH
from townledger.records import Organisation

_LEADER = re.compile(
    r"(?<!副)(?:书记|支书|主任|[省市县区乡镇村局厅处科院校厂会场站队所]长|董事长|总?经理|负责人)$"
)
"""Posts that one person holds at a time."""
_NUMERAL = frozenset("一二三四五六七八九十0123456789")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CONTEXT = 3  # characters after a look-alike that both spellings share
_FULL = 3  # characters of a name; of two there are too many that differ in one
_LEAST_FIRM = 5  # characters of a firm's name whose one odd character can be a slip


def check_spelling(view: PageView) -> Iterator[Finding]:
    """Yield each name that the page has spelled with one other character before."""
    yield from _people(view)
    yield from _organisations(view)
    yield from _characters(view)


def _people(view: PageView) -> Iterator[Finding]:
    """Yield two spellings of who holds one leading post, and of who speaks without being introduced."""
    holders: dict[tuple[str, str], str] = {}
    introduced: dict[str | None, list[str]] = defaultdict(list)
    for person in view.facts.people:
        if person.role != "newsmaker" or person.name_kind != "full" or len(person.name) != _FULL:
            continue
        span, name = (person.char_start, person.char_end), person.name
        names = introduced[person.article_id]
        where = person.place_code or person.organisation
        if not person.post:
            like = next((n for n in names if n[0] == name[0] and _one_apart(n, name)), None)
            if like and name not in names:
                yield _doubt(view, *span, like)
            continue
        names.append(name)
        if where and _LEADER.search(person.post):
            first = holders.setdefault((person.post, where), name)
            if _one_apart(first, name):
                yield _doubt(view, *span, first)


def _one_apart(one: str, two: str) -> bool:
    """Tell whether two names of one length differ in one character."""
    return sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _organisations(view: PageView) -> Iterator[Finding]:
    """Yield organisations whose names differ in one character that looks like the other."""
    once = {o.text: o for o in reversed(view.facts.organisations) if len(o.text) >= _LEAST_FIRM}
    yield from _near(view, sorted(once.values(), key=lambda o: o.char_start))


def _near(view: PageView, organisations: Iterable[Organisation]) -> Iterator[Finding]:
    """Yield pairs that one character sets apart, found by their names with each character left out."""
    left_out: dict[tuple[str, str], Organisation] = {}
    for other in organisations:
        for at, char in enumerate(other.text):
            first = left_out.setdefault((other.text[:at], other.text[at + 1 :]), other)
            if first is not other and _slip(first.text[at], char):
                yield _doubt(view, other.char_start, other.char_end, first.text)


@cache
def _lookalikes() -> dict[str, str]:
    """Return for each easily confused character all that it stands for by mistake."""
    others: dict[str, str] = defaultdict(str)
    for row in read_words(DEFAULT_PATH / "lookalikes.csv", {"pair": None}):
        for one, two in permutations(row["pair"], 2):
            others[one] += two
    return dict(others)


def _characters(view: PageView) -> Iterator[Finding]:
    """Yield look-alike characters: 现有人托幼儿 in an article that has 首批入托幼儿.

    Of the two the rarer is doubted, of two that are as rare the later.
    """
    others, words = _lookalikes(), word_pairs()
    for article in view.facts.articles:
        grams: dict[str, list[int]] = defaultdict(list)
        for at in range(article.char_start, article.char_end - _CONTEXT):
            if view.text[at] in others and _HAN.fullmatch(view.text, at, at + _CONTEXT + 1):
                grams[view.text[at : at + _CONTEXT + 1]].append(at)
        for gram, places in grams.items():
            for char in others[gram[0]]:
                rivals = grams.get(char + gram[1:], [])
                rarer = rivals and (len(places), -places[0]) < (len(rivals), -rivals[0])
                if rarer and gram[:2] not in words:
                    yield _doubt_character(view, places[0], char + gram[1:])


def _doubt_character(view: PageView, at: int, meant: str) -> Finding:
    gram = view.text[at : at + len(meant)]
    return doubt_span(
        view,
        "lookalike_character",
        at,
        at + 2,
        suggestion=meant[:2],
        arithmetic=f"{meant}／{gram}",
        other=meant,
    )


@cache
def _glyphs() -> Glyphs:
    return Glyphs.load()


def _slip(a: str, b: str) -> bool:
    """Tell whether one character can stand for the other by mistake and tells no namesakes apart."""
    glyphs = _glyphs()
    if a in _NUMERAL or b in _NUMERAL or glyphs.contrast(a, b):
        return False
    return "strong" in (glyphs.likeness(a, b), glyphs.likeness(b, a))


def _doubt(view: PageView, start: int, end: int, before: str) -> Finding:
    name = view.page.text[start:end]
    return doubt_span(view, "two_spellings", start, end, arithmetic=f"{before}／{name}", other=before)
