"""Newsmakers: those whom a page names with a post, quotes, or lets speak for an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from townledger.lexicon import surnames
from townledger.page.words import word_pairs
from townledger.people.elected import elected
from townledger.people.names import (
    ADVERBS,
    SHAKY,
    Name,
    after,
    apart,
    follower_words,
    foreign_name,
    name_at,
    speech,
    speech_words,
)
from townledger.people.posts import (
    bind,
    coined_post,
    ends_before_names,
    post_head,
    post_start,
    posts,
)
from townledger.people.spans import UNNAMED, PersonSpan
from townledger.people.speakers import speakers

if TYPE_CHECKING:
    from townledger.page.layout import Part
    from townledger.people.context import Context
    from townledger.people.speakers import speakers
from townledger.people.spans import OrganisationSpan

_HAN = "\u3400-\u9fff"
_FOREIGN = re.compile(rf"(?:(?![的地得了着过们在是和与及等把将被对说这那也就都已还不])[{_HAN}])+")
"""A name from another language, written in characters by their sound: 让, 才, 多 may stand in it."""
_NICKNAME = re.compile(r"[小老](?![康时车路金])(?P<surname>.)")
_SOURCE = re.compile(r"(?:负责人|负责同志|相关工作人员|有关工作人员)(?![员们等的][^话])")
_SOURCE_KINDS = ("相关", "有关", "主要", "分管", "责任")
_OFFICE = re.compile(r"任[^和与及、,。;]{0,6}?(?:长|主任|总指挥|书记|委员|主席)")


def newsmakers(
    context: Context, part: Part, organisations: dict[int, OrganisationSpan]
) -> Iterator[PersonSpan]:
    """Yield the newsmakers of a part; ``organisations`` are those of the page by their end."""
    text = context.text
    strong = posts()
    named_until = part.start
    said = [start for start, _ in speech_words().find(text, part.start, part.end)]
    for at in _ends(text, part, said):
        head = post_head(text, at, named_until)
        coined = head is None
        if coined:
            head = coined_post(text, at, named_until)
        if head is None or post_head(text, at + 1, named_until) is not None:
            continue  # none, or it goes on: 理发师 + 傅, 理事 + 长
        if (chain := context.chain(head, at)) and (coined or chain[-1].end > at):
            continue  # 五常市民乐乡: the post's letters belong to a place
        mark = 2 if text[at] == "—" else 1 if text[at] in ":”" else 0  # 组长:某某某, 村支书——某某某
        name = _name_after_post(text, at + mark, part.end, not coined and strong[text[head:at]])
        if (
            name is None
            or (text[at] in ":—" and name.sure < 2)
            or (coined and text[at - 1 : at + 1] in word_pairs())
        ):
            continue
        start = post_start(context, head, part.start, organisations)
        if text[at] == "”" and text[start - 1 : start] != "“":
            continue  # the quotation holds more than “驻村第一书记”
        post, house, code = bind(context, start, at, part.start, organisations)
        at += mark
        yield PersonSpan(at, name.end, text[at : name.end], post, house, code, "newsmaker", name.kind)
        named_until = name.end
        while text[named_until : named_until + 1] in ("、", "和", "与") and named_until < part.end:
            more = name_at(text, named_until + 1, part.end)
            if more is None or not _joins(text, named_until, part.end):
                break
            if more.kind == "partial" and "某" not in text[named_until + 1 : more.end]:
                break
            if not _follows(text, named_until + 1, more):
                break
            if context.chain(named_until + 1, more.end):
                break  # 王家村: a place
            lo, named_until = named_until + 1, more.end
            yield PersonSpan(lo, more.end, text[lo : more.end], post, house, code, "newsmaker")
    yield from elected(context, part, organisations)
    yield from _sources(context, part, organisations)
    yield from speakers(context, part, said, organisations)


def _ends(text: str, part: Part, said: list[int]) -> list[int]:
    """Return where a post may end: before a surname, or three to five characters before a verb of saying."""
    ends = ends_before_names(text, part.start, part.end)
    if said:
        ends += [max(at - back, part.start) for at in said for back in (3, 4, 5)]
        return sorted(set(ends))
    return ends


def _joins(text: str, at: int, end: int) -> bool:
    """Return whether a name can follow the 、 or 和 at ``at``: 、和志强, but not 、向记者."""
    if text[at + 1] not in SHAKY:
        return True
    return text[at] == "、" and text[at + 1] in "和向都连应" and name_at(text, at + 2, end) is None


def _follows(text: str, start: int, name: Name) -> bool:
    """Return whether a name that stands behind 、 or 和 is one more of the same post."""
    if name.sure == 2 or text[name.end] in "和与及等":
        return True
    frequent = surnames().get(text[start], False)
    if name.end - start > 2:
        return frequent or (name.sure > 0 and apart(text, start, name.end))
    return frequent and name.sure > 0


def _name_after_post(text: str, start: int, end: int, strong: bool) -> Name | None:
    """Return the name that follows a post, or None where the evidence is too thin for that post."""
    nick = _NICKNAME.match(text, start, end)
    if nick and nick["surname"] in surnames() and nick.group() not in word_pairs():
        sure = after(text, nick.end(), end)
        return Name(nick.end(), "partial", sure) if sure or strong else None
    name = (strong and foreign_name(text, start, end, 4)) or name_at(text, start, end, strong)
    if strong and name is None:
        name = _long_name(text, start, end) or foreign_name(text, start, end, 2)
    if name is None or name.kind == "partial" or "·" in text[start : name.end]:
        return name
    if text[start] in SHAKY and not (strong and name.sure == 2):
        return None
    if text[start] in ADVERBS and (
        not name.sure or text[start + 1 : start + 3] in follower_words() or speech().match(text, start + 1)
    ):
        return None  # 于昨日, 时强调
    if text[start] == "任" and _OFFICE.match(text, start, end):
        return None  # 任组长: holds an office
    if speech().match(text, name.end, end):
        return name
    if text[start : name.end] in word_pairs() or text[start : start + 2] in follower_words():
        return None  # 祝贺: a verb
    goes_on = text[start - 1 : start + 1] in word_pairs()
    if name.sure == 2:
        if strong or (name.end - start > 2 and not goes_on):
            return name
        return name if apart(text, start, name.end) else None
    frequent = surnames().get(text[start], False)
    holds_word = text[start + 1 : start + 3] in word_pairs()
    if (holds_word and goes_on) or ((holds_word or goes_on) and not frequent):
        return None  # 绿化工 + 程试点, 农户 + 年收入
    return name if strong or _stands_alone(text, start, name) else None


def _stands_alone(text: str, start: int, name: Name) -> bool:
    """Return whether a name looks like one although no post and no mark around it says so."""
    if text[start : start + 2] in word_pairs():
        return False
    frequent = surnames().get(text[start], False)
    if name.end - start < 3 and not (frequent and name.sure and text[name.end] != "的"):
        return False
    return bool(frequent and name.sure and name.end - start > 2) or (
        (frequent or name.sure > 0) and apart(text, start, name.end)
    )


def _sources(
    context: Context, part: Part, organisations: dict[int, OrganisationSpan]
) -> Iterator[PersonSpan]:
    """Yield the unnamed who speak for an organisation or a place that stands right before."""
    text = context.text
    for match in _SOURCE.finditer(text, part.start, part.end):
        start, end = match.span()
        if text.endswith(_SOURCE_KINDS, part.start, start):
            start -= 2
        if _name_after_post(text, end, part.end, strong=False) is not None:
            continue
        post, house, code = bind(context, start, end, part.start, organisations)
        if house:
            yield PersonSpan(start, end, UNNAMED, post, house, code, "newsmaker", "unnamed")


def _long_name(text: str, start: int, end: int) -> Name | None:
    """Return a name of three to five characters without a Han surname (斯琴高娃) before a verb of saying."""
    common = follower_words()
    for length in (4, 3, 5):
        name = text[start : start + length]
        if (
            start + length > end
            or not _FOREIGN.fullmatch(name)
            or not speech().match(text, start + length, end)
        ):
            continue
        if any(text[at : at + 2] in common for at in range(start, start + length - 1)):
            return None
        tail = {text[start:at] for at in range(start + 1, start + length)}
        return None if tail & posts().keys() else Name(start + length, "full", 2)
    return None
