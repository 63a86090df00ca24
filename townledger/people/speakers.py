"""People without a post before their name: speakers, the aged, those whom a reporter met."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import surnames
from townledger.page.words import word_pairs
from townledger.people.names import BEFORE_POSTS, Name, apart, common_words, full_name, name_at, speech
from townledger.people.posts import behind_names, post_head, posts
from townledger.people.spans import PersonSpan

if TYPE_CHECKING:
    from townledger.page.layout import Part
    from townledger.people.context import Context
    from townledger.people.spans import OrganisationSpan

_HAN = "\u3400-\u9fff"
_MET = ("见到", "采访到", "找到", "遇到", "碰到", "遇见", "碰见")
_PRESENTED = re.compile(
    "|".join(
        [r"岁(?:高龄)?的(?:老人|老党员|村民)?|名叫|名为"]
        + [f"{verb}了?(?:正在?[^,。;“”]{{1,14}}的)?" for verb in _MET]
    )
)
_VOCATIVE = re.compile("“(?=[^“”,!]{3}[,!])")
"""Where one may be spoken to: “刘大爷,您看……."""
_AGED = re.compile(r"(?:今年|现年|时年|年仅)\d\d岁|,[男女](?=,)|,\d\d岁(?=[,。])")
"""What follows the name of one who is presented with age or sex."""
_LONGEST_NAME = 30
"""Characters: the longest name with middle dots."""


def speakers(
    context: Context, part: Part, said: list[int], organisations: dict[int, OrganisationSpan]
) -> Iterator[PersonSpan]:
    """Yield people without a post before their name: 75岁的李奶奶, ”王某某说, “张大爷笑着说, 李小明校长.

    ``said`` is where the verbs of saying of the part stand.
    """
    for start, name, post in (
        *_presented(context.text, part),
        *_aged(context.text, part),
        *_spoken_to(context.text, part),
        *_speaking(context, part, said),
        *_with_post_behind(context, part, organisations),
    ):
        since = context.articles[context.article_index(part.start)].start
        code = context.code_before(start, since) or context.main_code(part.start)
        text = context.text[start : name.end]
        yield PersonSpan(start, name.end, text, post, "", code, "newsmaker", name.kind)


def _presented(text: str, part: Part) -> Iterator[tuple[int, Name, str]]:
    """Yield those who are presented with their age, or whom the reporter met."""
    for match in _PRESENTED.finditer(text, part.start, part.end):
        start = match.end()
        name = name_at(text, start, part.end)
        if name is None:
            continue
        if match.group().startswith(_MET) and not (
            name.sure == 2 and text[start] not in BEFORE_POSTS and apart(text, start, name.end)
        ):
            continue  # 找到了解决办法
        yield start, name, ""


def _aged(text: str, part: Part) -> Iterator[tuple[int, Name, str]]:
    """Yield those whose age or sex follows their name: 张大山今年38岁."""
    if text.find("岁", part.start, part.end) < 0 and text.find(",男,", part.start, part.end) < 0:
        return
    for match in _AGED.finditer(text, part.start, part.end):
        end = match.start()
        if (start := full_name(text, end, part.start)) is not None:
            yield start, Name(end, "full", 2), ""


def _spoken_to(text: str, part: Part) -> Iterator[tuple[int, Name, str]]:
    """Yield those who are spoken to: “刘大爷,您看……."""
    for match in _VOCATIVE.finditer(text, part.start, part.end):
        start = match.start() + 1
        name = name_at(text, start, start + 3)
        if name is not None and name.kind == "partial" and name.end == start + 3:
            yield start, name, ""


def _full_name_behind(
    context: Context, end: int, floor: int, organisations: dict[int, OrganisationSpan]
) -> int | None:
    """Return where the full name begins that ends at ``end``: it opens a phrase, or follows a body."""
    for start in (end - 3, end - 2):
        if start in organisations or (start > floor and context.chain(start - 1, start)):
            return full_name(context.text, end, start)
    return full_name(context.text, end, floor)


def _with_post_behind(
    context: Context, part: Part, organisations: dict[int, OrganisationSpan]
) -> Iterator[tuple[int, Name, str]]:
    """Yield those whose post stands behind their full name: 感谢李小明校长."""
    text = context.text
    for at, end in behind_names().find(text, part.start, part.end):
        if text[at - 1] == "副":
            at -= 1
        if at < part.start + 2 or at in organisations or text[at - 3] == "任":
            continue  # 任科技副县长: holds an office
        start = _full_name_behind(context, at, part.start, organisations)
        if start is None:
            continue
        following = name_at(text, end, part.end, led=True)
        if following is None or not following.sure:
            post = text[at:end]
            yield start, Name(at, "full", 2), "" if post == "同志" else post


def _speaking(context: Context, part: Part, said: list[int]) -> Iterator[tuple[int, Name, str]]:
    """Yield those who speak: at the beginning of a sentence, or after 的 behind a place."""
    text = context.text
    for start in _openings(text, part) if said else ():
        at = bisect_right(said, start)
        if at == len(said) or said[at] > start + _LONGEST_NAME:
            continue
        name = name_at(text, start, part.end)
        if name is None or not speech().match(text, name.end, part.end):
            if titled := _titled(text, start, part.end):
                yield start, *titled
            elif (
                name is not None
                and name.kind == "partial"
                and name.end - start > 2
                and text[start - 1] != "的"
            ):
                yield start, name, ""  # 张女士来到窗口
        elif text[start - 1] != "的" and any(
            post_head(text, at, start) is not None for at in range(start + 2, name.end)
        ):
            continue  # 瓜农阿不都: already read with its post
        elif (
            name.kind == "partial"
            or (
                (text[start - 1] != "的" or context.chain(start - 2, start - 1))  # 某村的某某某说
                and text[start : start + 2] not in common_words()
                and text[start : name.end] not in word_pairs()
            )
        ):
            yield start, name, ""


def _titled(text: str, start: int, end: int) -> tuple[Name, str] | None:
    """Return the name and the post of one whose post follows: 张小明主任介绍, 曲局长说."""
    if text[start : start + 1] not in surnames() or text[start] in BEFORE_POSTS:
        return None
    for at in (start + 3, start + 2, start + 1):
        for size in (5, 4, 3, 2):
            post = text[at : at + size]
            if post not in posts() or not speech().match(text, at + size, end):
                continue
            if at == start + 1:
                whole = text[start : start + 2] in word_pairs() or text[start : at + size] in posts()
                return None if whole else (Name(at + size, "partial", 2), post)
            name = name_at(text, start, at)
            if name is not None and name.end == at and text[start:at] not in word_pairs():
                return Name(at, "full", 2), post
    return None


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of where a name without a post may begin."""
    first = "".join(sorted({name[0] for name in surnames()}))
    return re.compile(rf"[”。!?;,的](?=[{first}]|[{_HAN}]{{1,6}}·)")


def _openings(text: str, part: Part) -> Iterator[int]:
    yield part.start
    for match in _opening().finditer(text, part.start, part.end):
        yield match.end()
