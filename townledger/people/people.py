"""People with posts: newsmakers, writers and photographers, and those who make the page.

Bylines come from the layout, which has read them with their roles. A newsmaker is a post followed by a name
(村委会主任王某某); the name is a surname and one or two characters, and what follows (a verb of saying, a
common word, punctuation) decides where it ends. A partial name (李奶奶) and a source without a name
(某镇相关负责人) are kept and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, alternation, read_words, surnames
from townledger.page.bylines import Credit, read_credits
from townledger.people.context import Context
from townledger.people.mechanisms import duty_pattern
from townledger.people.organisations import left_bound

if TYPE_CHECKING:
    from townledger.page.layout import LaidArticle, Part
    from townledger.people.organisations import OrganisationSpan

UNNAMED = "（未具名）"
"""The name of a source who speaks for an organisation and is not named; its span is that of the post."""
LONGEST_HEAD = 8
"""Characters of the longest head word of a post."""
LONGEST_POST = 14
"""Characters: how far left of its head word (书记, 大户) a post may begin."""
_PROSE = ("title", "subtitle", "heading", "caption", "text")
_HAN = "\u3400-\u9fff"
_MINORITY = re.compile(rf"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,6}}){{0,3}}·(?=[{_HAN}]{{2}})")
_NEVER_GIVEN = frozenset(
    "的地得了着过们在是和与及等从把将被让给对说这那也就都已又则还很不没吗呢吧啊么两个位名多少几"
    "室站局院厅所处村镇县市区组队部"
)
"""Characters that end a given name: they are function words and practically never stand in one."""
_SINGLE_FOLLOWERS = frozenset(
    "的在是和与及等从把将正对向为用也就都已又则因于带给说被让到还这那不没来去今每一满刚曾便再才总靠家"
)
"""Characters that often follow a name."""
_ADVERBS = frozenset("于时常安包相双干计能国代")
"""Surnames that are function words as well: what follows must not be a common word."""
_SHAKY = frozenset("和从向那都连应经全当对同与满有由家开过来到")
"""Surnames that are far more often function words: they need a verb of saying or punctuation behind."""
_FOREIGN = re.compile(rf"(?:(?![的地得了着过们在是和与及等把将被对说这那也就都已还不])[{_HAN}])+")
"""A name from another language, written in characters by their sound: 让, 才, 多 may stand in it."""
_VERB_FORM = re.compile(
    "[走看拿站坐蹲跑拉推打抱端举翻捧提递挥摆扶摘带笑哭喊搬蹬迈][着了过下上起出进到给来去完好]"
)
_NICKNAME = re.compile(r"[小老](?![康时车路金])(?P<surname>.)")
_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)")
_OPENING_BYLINE = re.compile(r"[^。!?;()\n]{0,24}\(([^()\n]{0,6}(?:记者|通讯员)[^()\n]{2,60})\)")
_UNREAD_PLACE = re.compile(r"[^、]{2,}(?:[村镇乡](?!委)|社区|街道|嘎查)(?=.{2,})")
_CADENCE = frozenset("周季年日月")
"""Surnames that are cadences as well: 周巡查 is no person."""
_NO_TITLE_SURNAME = frozenset("和于从向那时都连应经全当对同与常安好老")
"""Words that stand before 同志, 老师 or 老人 without being a surname."""
_PARTY_BODY = re.compile(
    r"(?:[省市州县区旗乡镇村]|街道|社区)?(?:党委|党工委|党组|党支部|党总支|支部|总支|村委会|村委|居委会|纪委|监委|团委|"
    r"妇联|工会|人大|政协|村民委员会|居民委员会|理事会)?$"
)
_SOURCE = re.compile(
    r"(?:(?:相关|有关|主要|分管|责任)?负责(?:人|同志)|(?:相关|有关)工作人员)(?![员们等的][^话])"
)
_OFFICE = re.compile(r"任.{0,6}?(?:长|主任|总指挥|书记|委员|主席)")
_AGED = re.compile(r"岁(?:高龄)?的(?:老人|老党员|村民)?|名叫|姓名叫|名为")
_MASTHEAD = re.compile(rf"([{_HAN}]{{1,10}}(?:报|网|社|台))讯")


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person in flow offsets.

    ``start`` and ``end`` are the span of the name (of the post where nobody is named); ``name_kind`` is
    ``full``, ``partial`` (李奶奶, 王某) or ``unnamed``; ``role`` is ``newsmaker``, ``byline`` or ``staff``.
    """

    start: int
    end: int
    name: str
    post: str
    organisation: str
    place_code: str | None
    role: str
    name_kind: str = "full"


@dataclass(frozen=True, slots=True)
class _Name:
    end: int
    kind: str  # full | partial
    sure: int  # 2: a verb of saying or punctuation follows; 1: a common word; 0: nothing known


@cache
def _posts() -> tuple[re.Pattern[str], dict[str, bool]]:
    """Return where a post may end and a name begin, and the posts, each strong or not.

    After a strong post the next word is a name even where nothing else says so. Searching for the ends of
    posts before surnames, and then for the post, is several times faster than searching for a thousand posts.
    """
    rows = read_words(
        LEXICON / "posts.csv",
        {"post": None, "role": {"newsmaker", "byline", "staff"}, "binding": {"strong", "weak"}},
    )
    strong = {row["post"]: row["binding"] == "strong" for row in rows if row["role"] == "newsmaker"}
    strong |= {f"{post}傅": is_strong for post, is_strong in strong.items() if post.endswith("师")}
    first = "".join(sorted({name[0] for name in surnames()}))
    speech = alternation(row["word"] for row in _follower_rows() if row["kind"] == "speech")
    follows = f"(?=(?::|——)?[小老]?[{first}]|[{_HAN}]{{1,6}}·|[{_HAN}]{{3,5}}{speech})"
    last = "".join(sorted({post[-1] for post in strong}))
    return re.compile(f"(?<=[{last}]){follows}"), strong


def _post_head(text: str, end: int, floor: int) -> int | None:
    """Return where the longest post begins that ends at ``end``, or None."""
    strong = _posts()[1]
    longest = min(LONGEST_HEAD, end - floor)
    return next((end - size for size in range(longest, 1, -1) if text[end - size : end] in strong), None)


@cache
def _titles() -> re.Pattern[str]:
    titles = (row["title"] for row in read_words(LEXICON / "titles.csv", {"title": None}))
    return re.compile(f"(?:{alternation(titles)}|某某?)")


@cache
def _follower_rows() -> list[dict[str, str]]:
    return read_words(LEXICON / "followers.csv", {"word": None, "kind": {"speech", "common"}})


@cache
def _followers() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of what people do when they speak, and the common words that may follow a name."""
    rows = _follower_rows()
    speech = re.compile(alternation(row["word"] for row in rows if row["kind"] == "speech"))
    return speech, frozenset(row["word"] for row in rows if row["kind"] == "common")


@cache
def _common_words() -> dict[str, str]:
    rows = read_words(LEXICON / "common_words.csv", {"word": None, "class": {"noun", "other"}})
    return {row["word"]: row["class"] for row in rows}


def read_people(context: Context, organisations: list[OrganisationSpan]) -> list[PersonSpan]:
    """Return the people of a page, sorted by offset; each once an article, role and post.

    Parameters
    ----------
    context
        The page in reading order, with the credits of its bylines, and its places.
    organisations
        What was read before; posts bind to them.
    """
    ends = {organisation.end: organisation for organisation in organisations}
    people: list[PersonSpan] = []
    for article in context.articles:
        spans = list(_credited(context, article))
        for part in article.parts:
            if part.kind in _PROSE:
                spans.extend(_newsmakers(context, part, ends))
        people.extend(_once(spans))
    return sorted(people, key=lambda person: (person.start, person.role))


def _once(spans: list[PersonSpan]) -> Iterator[PersonSpan]:
    """Drop a later mention of the same person that adds no post."""
    posts: dict[tuple[str, str], set[str]] = {}
    taken: set[int] = set()
    for span in spans:
        if span.start in taken:
            continue
        taken.add(span.start)
        if span.name_kind == "unnamed":
            yield span
            continue
        known = posts.setdefault((span.name, span.role), set())
        if span.post not in known and (span.post or not known):
            known.add(span.post)
            yield span


def _credited(context: Context, article: LaidArticle) -> Iterator[PersonSpan]:
    text = context.text
    credits = list(article.credits)
    for part in article.parts:
        if part.kind in ("furniture", "banner"):
            credits.extend(read_credits(text[part.start : part.end], part.start, bare=True))
        elif part.kind in ("caption", "text"):
            if opening := _OPENING_BYLINE.match(text, part.start, part.end):
                credits.extend(read_credits(opening.group(1), opening.start(1)))
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


def _newsmakers(
    context: Context, part: Part, organisations: dict[int, OrganisationSpan]
) -> Iterator[PersonSpan]:
    text = context.text
    pattern, strong = _posts()
    named_until = part.start
    for match in pattern.finditer(text, part.start, part.end):
        at = match.end()
        head = _post_head(text, at, named_until)
        if head is None or _post_head(text, at + 1, named_until) is not None:
            continue  # none, or it goes on: 理发师 + 傅, 理事 + 长
        if (chain := context.chain(head, at)) and chain[-1].end > at:
            continue  # 五常市民乐乡: the post's letters belong to a place
        mark = 1 if text[at] == ":" else 2 if text[at] == "—" else 0  # 组长:某某某, 村支书——某某某
        name = _name_after_post(text, at + mark, part.end, strong[text[head:at]])
        if name is None or (mark and name.sure < 2):
            continue
        start = _post_start(context, head, part.start, organisations)
        post, house, code = _bind(context, start, at, part.start, organisations)
        at += mark
        yield PersonSpan(at, name.end, text[at : name.end], post, house, code, "newsmaker", name.kind)
        named_until = name.end
        while text[named_until : named_until + 1] in ("、", "和") and named_until < part.end:
            more = _name_at(text, named_until + 1, part.end)
            if more is None or more.kind == "partial" or text[named_until + 1] in _SHAKY:
                break
            if not more.sure and not surnames().get(text[named_until + 1]):
                break
            if context.chain(named_until + 1, more.end):
                break  # 王家村: a place
            lo, named_until = named_until + 1, more.end
            yield PersonSpan(lo, more.end, text[lo : more.end], post, house, code, "newsmaker")
    yield from _sources(context, part, organisations)
    yield from _speakers(context, part)


def _name_after_post(text: str, start: int, end: int, strong: bool) -> _Name | None:
    """Return the name that follows a post, or None where the evidence is too thin for that post."""
    if (nick := _NICKNAME.match(text, start, end)) and nick["surname"] in surnames():
        sure = _after(text, nick.end(), end)
        return _Name(nick.end(), "partial", sure) if sure or strong else None
    name = _name_at(text, start, end)
    if strong and name is None:
        name = _long_name(text, start, end)
    if name is None or name.kind == "partial" or "·" in text[start : name.end]:
        return name
    if text[start] in _SHAKY and not (strong and name.sure == 2):
        return None
    if text[start] in _ADVERBS and (not name.sure or text[start + 1 : start + 3] in _followers()[1]):
        return None  # 于昨日, 时强调
    if text[start] == "任" and _OFFICE.match(text, start, end):
        return None  # 任组长: holds an office
    if strong or _followers()[0].match(text, name.end, end):
        return name
    return name if name.sure and name.end - start > 2 else None


def _post_start(context: Context, head: int, floor: int, organisations: dict[int, OrganisationSpan]) -> int:
    """Return where the post begins whose head word begins at ``head``, joined posts (书记、主任) included."""
    text, strong = context.text, _posts()[1]
    while True:
        start = left_bound(text, head, floor, LONGEST_POST)
        if chain := context.chain(start, head):
            start = max(chain[-1].end, floor)
        place_end = start
        start = next((end for end in range(head, start, -1) if end in organisations), start)
        if start in organisations or start == head:
            body = _PARTY_BODY.search(text, max(place_end if chain else floor, start - 6), start)
            if body:
                start = body.start()
        if text[start - 1 : start] not in ("、", "兼"):
            return start
        joined = next((n for n in range(6, 1, -1) if text[start - 1 - n : start - 1] in strong), 0)
        if not joined or start - 1 - joined < floor:
            return start
        head = start - 1 - joined


def _bind(
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


def _sources(
    context: Context, part: Part, organisations: dict[int, OrganisationSpan]
) -> Iterator[PersonSpan]:
    """Yield the unnamed who speak for an organisation or a place that stands right before."""
    text = context.text
    for match in _SOURCE.finditer(text, part.start, part.end):
        start, end = match.span()
        if _name_after_post(text, end, part.end, strong=False) is not None:
            continue
        post, house, code = _bind(context, start, end, part.start, organisations)
        if house:
            yield PersonSpan(start, end, UNNAMED, post, house, code, "newsmaker", "unnamed")


def _speakers(context: Context, part: Part) -> Iterator[PersonSpan]:
    """Yield people without a post before their name: 75岁的李奶奶, ”王某某说, “张大爷笑着说."""
    text = context.text
    since = context.articles[context.article_index(part.start)].start
    for match in _AGED.finditer(text, part.start, part.end):
        name = _name_at(text, match.end(), part.end)
        if name is not None:
            code = context.code_before(match.start(), since) or context.main_code(part.start)
            yield PersonSpan(
                match.end(), name.end, text[match.end() : name.end], "", "", code, "newsmaker", name.kind
            )
    speech, _ = _followers()
    for lo in _openings(text, part):
        name = _name_at(text, lo, part.end)
        if name is None or not speech.match(text, name.end, part.end):
            continue
        if text[lo - 1] != "的" and any(
            _post_head(text, at, lo) is not None for at in range(lo + 2, name.end)
        ):
            continue  # 瓜农阿不都: already read with its post
        placed = text[lo - 1] != "的" or context.chain(lo - 2, lo - 1)  # 某村的某某某说
        if name.kind == "partial" or (placed and text[lo : lo + 2] not in _common_words()):
            code = context.code_before(lo, since) or context.main_code(part.start)
            yield PersonSpan(lo, name.end, text[lo : name.end], "", "", code, "newsmaker", name.kind)


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of where a name without a post may begin."""
    first = "".join(sorted({name[0] for name in surnames()}))
    return re.compile(rf"(?<=[”。!?;,的])(?=[{first}]|[{_HAN}]{{1,6}}·)")


def _openings(text: str, part: Part) -> Iterator[int]:
    yield part.start
    for match in _opening().finditer(text, part.start, part.end):
        yield match.start()


def _name_at(text: str, start: int, end: int) -> _Name | None:
    """Return the personal name that begins at ``start``, or None when what stands there is none."""
    known = surnames()
    if text[start : start + 2] in known:
        given = start + 2
    elif text[start : start + 1] in known:
        given = start + 1
    else:
        given = 0
    if minority := _MINORITY.match(text, start, min(end, start + 24)):
        return _last_part(text, minority.end(), end)
    if not given or given >= end:
        return None
    if title := _titles().match(text, given, end):
        if given == start + 1 and text[start] in _NO_TITLE_SURNAME:
            return None
        sure = _after(text, title.end(), end)
        return _Name(title.end(), "partial", sure) if sure else None
    pair = _common_words().get(text[start : start + 2]) if given == start + 1 else None
    if pair == "other":
        return None
    if text[start] in _CADENCE and duty_pattern().match(text, start + 1, end):
        return None  # 周巡查
    lengths = [n for n in (1, 2) if _given(text, given, n, end)]
    if not lengths:
        return None
    evidence = {n: _after(text, given + n, end) for n in lengths}
    speech = _followers()[0]
    if pair == "noun" and not any(speech.match(text, given + n, end) for n in lengths):
        return None
    one, two = evidence.get(1, -1), evidence.get(2, -1)
    if one == 2 and (two < 2 or speech.match(text, given + 1, end)):
        return _Name(given + 1, "full", one)
    if one == 1 and two < 2 and _VERB_FORM.match(text, given + 1, end):
        return _Name(given + 1, "full", one)
    if two >= one and two >= 0:
        return _Name(given + 2, "full", two)
    return _Name(given + 1, "full", one)


def _long_name(text: str, start: int, end: int) -> _Name | None:
    """Return a name of three to five characters without a Han surname (斯琴高娃) before a verb of saying."""
    speech, common = _followers()
    for length in (4, 3, 5):
        name = text[start : start + length]
        if (
            start + length > end
            or not _FOREIGN.fullmatch(name)
            or not speech.match(text, start + length, end)
        ):
            continue
        if any(text[at : at + 2] in common for at in range(start, start + length - 1)):
            return None
        tail = {text[start:at] for at in range(start + 1, start + length)}
        return None if tail & _posts()[1].keys() else _Name(start + length, "full", 2)
    return None


def _given(text: str, start: int, length: int, end: int) -> bool:
    """Return whether ``length`` characters from ``start`` can be a given name."""
    given = text[start : start + length]
    return start + length <= end and all("\u3400" <= c <= "\u9fff" and c not in _NEVER_GIVEN for c in given)


def _last_part(text: str, start: int, end: int) -> _Name | None:
    """Return the end of the last part of a name with middle dots (阿不都·热合曼)."""
    for length in range(2, 6):
        if not _given(text, start, length, end):
            break
        if sure := _after(text, start + length, end):
            return _Name(start + length, "full", sure)
    return _Name(start + 3, "full", 0) if _given(text, start, 3, end) else None


def _after(text: str, at: int, end: int) -> int:
    """Return how surely a name ends at ``at``: 2 punctuation or a verb of saying, 1 a common word, else 0."""
    if at >= end:
        return 2
    if not "\u3400" <= text[at] <= "\u9fff":
        if text[at] in "“‘《":
            return 0
        return 1 if text[at].isalnum() else 2
    speech, common = _followers()
    if speech.match(text, at, end):
        return 2
    if text[at] in _SINGLE_FOLLOWERS or text[at : at + 2] in common or _VERB_FORM.match(text, at, end):
        return 1
    return 0
