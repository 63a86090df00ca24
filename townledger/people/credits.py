"""Those who wrote, photographed and edited: the credits of bylines, captions and furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from townledger.page.bylines import Credit, read_credits
from townledger.people.spans import PersonSpan

if TYPE_CHECKING:
    from townledger.page.layout import LaidArticle

_HAN = "\u3400-\u9fff"
_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)")
_OPENING_BYLINE = re.compile(r"[^。!?;()\n]{0,24}\(([^()\n]{0,6}(?:记者|通讯员)[^()\n]{2,60})\)")
_MASTHEAD = re.compile(rf"([{_HAN}]{{1,10}}(?:报|网|社|台))讯")


def credited(text: str, article: LaidArticle) -> Iterator[PersonSpan]:
    """Yield those whom the bylines, captions and furniture of an article name, each mention once."""
    credits = list(article.credits)
    for part in article.parts:
        if part.kind in ("furniture", "banner"):
            credits.extend(read_credits(text[part.start : part.end], part.start, bare=True))
        elif part.kind in ("caption", "text"):
            if opening := _OPENING_BYLINE.match(text, part.start, part.end):
                credits.extend(read_credits(opening.group(1), opening.start(1)))
            if text[part.end - 1] in "。!?":
                continue
            tail = max(text.rfind(mark, part.start, part.end) for mark in "。!?") + 1
            if 0 < tail < part.end:
                credits.extend(_caption_credits(text, tail, part.end))
    seen: set[int] = set()
    paper = next(
        (
            m.group(1)
            for p in article.parts
            if p.kind == "byline" and (m := _MASTHEAD.search(text, p.start, p.end))
        ),
        "",
    )
    for credit in credits:
        if credit.start in seen:
            continue
        seen.add(credit.start)
        role = "staff" if credit.kind == "staff" else "byline"
        post = credit.role or "作者"
        house = paper if "记者" in post else ""
        if post.startswith(("本报", "本刊", "本台", "本网", "本社")):
            house = house or post[:2]
        yield PersonSpan(credit.start, credit.end, credit.name, post, house, None, role)


def _caption_credits(text: str, start: int, end: int) -> list[Credit]:
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    if opening := _BRACKETED.match(text, start, end):  # (某某某) 编辑:某某
        signed = read_credits(opening.group(1), opening.start(1), bare=True)
        return signed + _caption_credits(text, opening.end(), end)
    return read_credits(text[start:end], start)
