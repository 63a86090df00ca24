"""Posts: what a person is (村党支部书记、村委会主任, 养羊大户), and for whom."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, read_words, surnames
from townledger.people.boundaries import left_bound
from townledger.people.endings import Endings

if TYPE_CHECKING:
    from townledger.people.context import Context
    from townledger.people.spans import OrganisationSpan

LONGEST_POST = 14
"""Characters: how far left of its head word (书记, 大户) a post may begin."""
_HAN = "\u3400-\u9fff"
_PARTY_BODY = re.compile(
    r"(?:[省市州县区旗乡镇村]|街道|社区)?(?:党委|党工委|党组|党支部|党总支|支部|总支|村委会|村委|居委会|纪委|监委|团委|"
    r"妇联|工会|人大|政协|村民委员会|居民委员会|理事会)?$"
)
_UNREAD_PLACE = re.compile(r"[^、]{2,}(?:[村镇乡](?!委)|社区|街道|嘎查)(?=.{2,})")
_COINING = frozenset("员户长师手匠家")
_COINED = re.compile(
    rf"[{_HAN}](?!的)[{_HAN}](?:(?<![成人官动要随冗增])员|(?<![入落开农住用客千万大小商订账窗过个门首散租储别分每百余几多数])户"
    r"|(?<![增成生延助漫擅见专特滋拉声身最很较])长|(?<![出前律])师|(?<![水一二两双抢亲动拍联助放握着入高棘下上左右])手"
    r"|(?<![名银木铁工])匠|(?<![国大农全人自各一当住老搬回在公独每谁到婆娘皇私专行起安发持管])家)$"
)
"""Posts formed with a suffix (客运员, 特困户), without what stands before one in other words (成员, 入户)."""


@cache
def posts() -> dict[str, bool]:
    """Return the head words of posts, and whether each is strong.

    After a strong post the next word is a name even where nothing else says so.
    """
    rows = read_words(
        LEXICON / "posts.csv",
        {"post": None, "role": {"newsmaker", "byline", "staff"}, "binding": {"strong", "weak"}},
    )
    strong = {row["post"]: row["binding"] == "strong" for row in rows if row["role"] == "newsmaker"}
    return strong | {f"{post}傅": is_strong for post, is_strong in strong.items() if post.endswith("师")}


@cache
def _endings() -> Endings:
    return Endings(posts())


@cache
def behind_names() -> Endings:
    """Return the posts that may stand behind a full name: 校长, 书记, 老师."""
    return Endings([row["post"] for row in read_words(LEXICON / "posts_behind.csv", {"post": None})])


@cache
def _before_names() -> re.Pattern[str]:
    """Return the pattern of the last character of a post where a name may follow.

    Looking for the ends of posts before surnames is several times faster than looking for a thousand posts.
    """
    first = "".join(sorted({name[0] for name in surnames()}))
    follows = f"(?=(?::|——|”)?[小老]?[{first}]|[{_HAN}]{{1,6}}·)"
    return re.compile(_endings().last + follows)


def ends_before_names(text: str, start: int, end: int) -> list[int]:
    """Return where a post, listed or coined, may end in ``text[start:end]`` that a name may follow."""
    tails = _endings().tails
    return [
        at
        for match in _before_names().finditer(text, start, end)
        if text[(at := match.end()) - 2 : at] in tails or text[at - 1] in tails or text[at - 1] in _COINING
    ]


def post_head(text: str, end: int, floor: int) -> int | None:
    """Return where the longest head word of a post begins that ends at ``end``, or None."""
    word = _endings().at(text, end, floor)
    return end - len(word) if word else None


def coined_post(text: str, end: int, floor: int) -> int | None:
    """Return where a post begins that no list has but that is formed like one (客运员, 特困户), or None."""
    start = end - 3
    if text[end - 1] not in _COINING or start < floor:
        return None
    return start if _COINED.match(text, start, end) else None


def post_start(context: Context, head: int, floor: int, organisations: dict[int, OrganisationSpan]) -> int:
    """Return where the post begins whose head word begins at ``head``, joined posts included.

    Posts are joined directly (书记、主任) or across the name of a body (副县长、县公安局局长).
    """
    text = context.text
    while True:
        start = left_bound(text, head, floor, LONGEST_POST)
        if chain := context.chain(start, head):
            start = max(chain[-1].end, floor)
        place_end = start
        start = next((end for end in range(head, start, -1) if end in organisations), start)
        named = organisations.get(start) or (chain[0] if chain else None)
        house = named.start if named else start
        if start in organisations or start == head:
            body = _PARTY_BODY.search(text, max(place_end if chain else floor, start - 6), start)
            if body:
                start = body.start()
        for at in (start, house):
            joined = post_head(text, at - 1, floor) if text[at - 1 : at] in ("、", "兼") else None
            if joined is not None:
                head = joined
                break
        else:
            return start


def bind(
    context: Context, start: int, end: int, floor: int, organisations: dict[int, OrganisationSpan]
) -> tuple[str, str, str | None]:
    """Return the post's words, its organisation and its place code."""
    text = context.text
    post = text[start:end]
    inside = [organisations[at] for at in range(start, end) if at in organisations]
    chain = context.chain(start - 1, start) if start > floor else []
    if unread := _UNREAD_PLACE.match(post):  # a place that the register lacks is no part of the post
        post = post[unread.end() :]
    if not inside and start in organisations:
        inside = [organisations[start]]
    if inside:
        house = "、".join(o.text for o in inside)
        code = next((o.place_code for o in inside if o.place_code), None)
        return post, house, code or context.nearby_code(start)
    if chain and chain[-1].end == start:
        code = next((p.code for p in reversed(chain) if p.code), None)
        return post, text[chain[0].start : end - len(post)], code or context.nearby_code(start)
    since = context.articles[context.article_index(start)].start
    house = unread.group() if unread else ""
    return post, house, context.code_before(start, since) or context.main_code(start)
