"""Those whom a meeting elects or appoints: their names stand before 当选, or between 选举 and 为."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from townledger.lexicon import surnames
from townledger.people.names import full_name, name_at
from townledger.people.posts import bind, post_head
from townledger.people.spans import PersonSpan

if TYPE_CHECKING:
    from townledger.page.layout import Part
    from townledger.people.context import Context
    from townledger.people.spans import OrganisationSpan

_HAN = "\u3400-\u9fff"
_NAME = rf"(?:(?!和)[{_HAN}·]){{2,8}}?"
_NAMES = rf"{_NAME}(?:[、和]{_NAME}){{0,60}}"
_WON = re.compile(
    rf"(?:^|(?<=[,。;:、\n]))(?P<names>{_NAMES}?)(?:等\d+(?:名|位|人)[{_HAN}]{{0,4}})?(?:\([^()\n]{{1,6}}\))?"
    rf"(?:以[^,。;]{{1,14}})?(?:同时|全票|高票|再次|继续)?当选为?"
)
_CHOSE = re.compile(
    rf"(?:选举|推选|推举|任命|聘任|聘请|补选|决定任命|选举产生)了?(?P<names>{_NAMES}?)(?:同志|等\d+人)?(?:为|担任)(?![了期])"
)
_ELECTION = re.compile("当选|选举|推选|推举|任命|聘任|聘请|补选")
_SERVED = re.compile("(?:曾任|现任|历任|出任|兼任|曾?担任过?)(?=[^,。;])")
_POST = re.compile(r"[^,。;:!?\n]{2,40}")


def elected(context: Context, part: Part, organisations: dict[int, OrganisationSpan]) -> Iterator[PersonSpan]:
    """Yield those who were elected or appointed, each with the office: 张某、李某当选为副县长.

    ``organisations`` are those of the page by their end.
    """
    text = context.text
    if text.find("任", part.start, part.end) >= 0:
        for match in _SERVED.finditer(text, part.start, part.end):
            start = full_name(text, match.start(), part.start)
            office = _office(text, match.end(), part.end)
            if start is not None and office is not None:
                post, house, code = bind(context, match.end(), office, part.start, organisations)
                name = text[start : match.start()]
                yield PersonSpan(start, match.start(), name, post, house, code, "newsmaker")
    if not _ELECTION.search(text, part.start, part.end):
        return
    for pattern in (_WON, _CHOSE):
        for match in pattern.finditer(text, part.start, part.end):
            office = _office(text, match.end(), part.end)
            if office is None:
                continue
            post, house, code = bind(context, match.end(), office, part.start, organisations)
            for start, end in _row(text, *match.span("names")):
                yield PersonSpan(start, end, text[start:end], post, house, code, "newsmaker")


def _office(text: str, start: int, end: int) -> int | None:
    """Return where the office ends that begins at ``start``: with a post before a mark."""
    phrase = _POST.match(text, start, end)
    if phrase is None:
        return None
    at = phrase.end()
    return at if post_head(text, at, start) is not None else None


def _row(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names of a row; what stands before the first is left out (会议选举……)."""
    at = start
    for item in re.split("[、和]", text[start:end]):
        stop = at + len(item)
        name = name_at(text, at, stop, led=True)
        if name is not None and name.end == stop and (stop - at > 2 or text[at] in surnames()):
            yield at, stop
        at = stop + 1
