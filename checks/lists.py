"""Lists and the number that announces them: “五措”并举, 5支队伍, 四级队伍, “一厅三室”, “四个一”, 三者.

What is counted differs with the form: terms of a formula, names in quotes, quoted heads of sentences, nouns
by their ending, sentences with a figure of one. A form that is not all there (a list with other things in it,
a slogan whose heads are not quoted) is passed over in silence: a slogan is often told in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.records import Finding, Relation
from checks.say import doubt_span
from checks.view import PageView
from townledger.records import Metric

_DIGIT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_FORMULA = re.compile(r"“([^”]*\+[^”]*)”的?([两二三四五六七八九十])级")
_COUNTED = re.compile(
    r"“(?P<quoted>[^“”]{3,80})”(?P<n>\d{1,2}|[两二三四五六七八九十])(?P<c>[个支项种类条大位名家座级者])"
    r"|[:(](?P<plain>[^:。;,()\d]{3,80})(?P<etc>等)(?P<n2>\d{1,2}|[两二三四五六七八九十])(?P<c2>[个支项种类条大位名家座])"
)
_NUMBERED = re.compile(r"(?P<n>[两三四五六七八九十]|\d{1,2})(?P<c>[大个])(?=[\u4e00-\u9fff]{2})")
_NOT_NAMES = re.compile(r"[^\u4e00-\u9fff“”、]")
_SAID = re.compile(
    r"(?P<n>[两三四五六七八九十]|\d{1,2})(?P<c>个|大|项|条|点)(?P<noun>[\u4e00-\u9fff]{1,6})[:,。]\s*(?=一个?是)"
)
_MARK = re.compile(r"(?:^|[:;,。\n])\s*(?P<nth>[一二三四五六七八九十])是")
_SLOGAN = re.compile(r"“(?P<n>[二三四五六七八九十])(?P<noun>[\u4e00-\u9fff])”")
_HEAD = re.compile(r"(?:^|[。\n])\s*“(?P<head>[\u4e00-\u9fff]{1,3})”(?=[\u4e00-\u9fff]{1,6}[,，])")
_STRUCTURE = re.compile(r"“((?:[一二两三四五六七八九十][^一二两三四五六七八九十“”、,。]{1,3}){2,4})”")
_STRUCTURE_PART = re.compile(r"([一二两三四五六七八九十])([^一二两三四五六七八九十]{1,3})")
_BEFORE = re.compile(r"[^,。;:“”()\n]*$")
_ONES = re.compile(r"“?(?P<n>[二三四五六七八九十])个一”?[^。;:、,\d]{0,12}:\s*(?P<list>[^。\n]+)")
_PARAGRAPH = 900  # characters of a paragraph that are looked through for what a list announced
_RUN = 80  # characters before a number in which its list stands
_LONG = 8  # characters of a name in a list that runs into its number
_CERTAIN = 3  # members that a list must have for one too many or too few to be a doubt
_NOUN_LENGTH = 3  # a shorter name comes again by chance
_OPEN = re.compile(r"[和与及].*、|[和与及等]$")
"""A list that may begin elsewhere (5个老项目和拔河、跳绳3个新项目), that goes on in its number
(甲、乙及三大堆) or that is left open."""
_JOIN = re.compile(r"[、和与及]")


def check_lists(view: PageView) -> Iterator[Finding | Relation]:
    """Yield lists with their number, and a finding for each that has more or fewer members."""
    yield from _formulas(view)
    yield from _listed(view)
    yield from _slogans(view)
    yield from _structures(view)
    yield from _ones(view)
    yield from _plain(view)
    yield from _enumerated(view)


def _number(text: str) -> int:
    return _DIGIT[text] if text in _DIGIT else int(text)


def _paragraph(view: PageView, start: int) -> str:
    """Return the rest of the paragraph from ``start``; a line that breaks off without 。 goes on."""
    following = view.text[start : start + _PARAGRAPH]
    return re.split(r"\n\s*\n(?![^。]*\n)", following, maxsplit=1)[0]


def _formulas(view: PageView) -> Iterator[Finding | Relation]:
    """Yield formulas with as many terms as levels: “1名甲+1名乙+2名丙+10名丁”的四级队伍."""
    for match in _FORMULA.finditer(view.text):
        terms = len(match[1].split("+"))
        yield from _count(view, match.span(2), terms, _number(match[2]), f"{terms}项相加", "级")


def _listed(view: PageView) -> Iterator[Finding | Relation]:
    """Yield lists with their number: “甲、乙、丙”3支队伍; with 等 fewer names are no fault."""
    for match in _COUNTED.finditer(view.text):
        group = "quoted" if match["quoted"] else "plain"
        names = [n for n in _JOIN.split(match[group]) if n.strip()]
        if len(names) < 2 or "、" not in match[group]:
            continue
        n = "n" if group == "quoted" else "n2"
        said = _number(match[n])
        if group == "plain" and len(names) <= said:
            continue
        classifier = match["c"] or match["c2"]
        yield from _count(view, match.span(n), len(names), said, f"列出{len(names)}", classifier)
        if group == "quoted" and len(names) == said:
            yield from _told(view, match, names, classifier)


def _plain(view: PageView) -> Iterator[Finding | Relation]:
    """Yield lists that run into their number: 抓好节水、治污、增绿三个重点.

    More members than said can be one member of two words, fewer a list that began before a comma, so only one
    more or less than a list of three is a doubt.
    """
    for match in _NUMBERED.finditer(view.text):
        run = _NOT_NAMES.split(view.text[max(0, match.start() - _RUN) : match.start()])[-1]
        names = _JOIN.split(run)
        if "、" not in run or len(names) < _CERTAIN or _OPEN.search(run):
            continue
        lengths = [len(name) for name in names[1:]]  # a verb may stand before the first
        if max(lengths) - min(lengths) > 1 or not 2 <= max(lengths) <= _LONG:
            continue
        said = _number(match["n"])
        if len(names) == said or (abs(len(names) - said) == 1 and min(len(names), said) >= _CERTAIN):
            shown = f"列出{len(names)}"
            yield from _count(view, match.span("n"), len(names), said, shown, match["c"])


def _enumerated(view: PageView) -> Iterator[Finding | Relation]:
    """Yield points told one by one: 做到三个到位:一是…;二是…;三是…."""
    for match in _SAID.finditer(view.text):
        following = _paragraph(view, match.end())
        if following.startswith("一个"):  # 两个字:一个是…;一个是…
            ones = following.partition("。")[0].count("一个是")
            if ones > 1:
                yield from _count(
                    view, match.span("n"), ones, _number(match["n"]), f"{ones}点分述", match["c"]
                )
            continue
        marks = [_DIGIT[m["nth"]] for m in _MARK.finditer("\n" + following)]
        found = 0
        for mark in marks:  # 一是 again opens the next list
            if mark != found + 1:
                break
            found = mark
        said = _number(match["n"])
        if found > 1 and (found == said or found == len(marks)):
            yield from _count(view, match.span("n"), found, said, f"{found}点分述", match["c"])


def _told(
    view: PageView, match: re.Match[str], names: Sequence[str], classifier: str
) -> Iterator[Finding | Relation]:
    """Yield a list whose members the paragraph then takes up in turn, all but one."""
    if len(names) < 3 or min(map(len, names)) < _NOUN_LENGTH:
        return
    rest = _paragraph(view, match.end())
    at = [rest.find(name) for name in names]
    told = [name for name, where in zip(names, at, strict=True) if where >= 0]
    places = [where for where in at if where >= 0]
    if len(told) != len(names) - 1 or places != sorted(places):
        return
    missing = next(name for name, where in zip(names, at, strict=True) if where < 0)
    start, end = match.span("n")
    shown = f"{'、'.join(told)}有述，{missing}无述"
    yield _relation(view, "列举=述", f"{shown}≠{match['n']}{classifier}", len(told), "fails", start, end)
    yield doubt_span(
        view,
        "list_told",
        start,
        end,
        arithmetic=f"{shown}：{len(told)}≠{len(names)}",
        said=str(len(names)),
        missing=missing,
    )


def _slogans(view: PageView) -> Iterator[Finding | Relation]:
    """Yield slogans with their heads: “四治”融合, then “综治”…, “自治”…, “法治”…, “德治”…."""
    for match in _SLOGAN.finditer(view.text):
        paragraph = _paragraph(view, match.end())
        nxt = _SLOGAN.search(paragraph)
        heads = list(
            dict.fromkeys(m["head"] for m in _HEAD.finditer("。" + paragraph[: nxt.start() if nxt else None]))
        )
        if len(heads) >= 3 and "以" not in view.text[max(0, match.start() - 2) : match.start()]:
            yield from _count(
                view, match.span("n"), len(heads), _number(match["n"]), "、".join(heads), match["noun"]
            )


def _structures(view: PageView) -> Iterator[Finding | Relation]:
    """Yield names of several kinds after their list: 接待大厅、调处室、监控室、服务室“一厅三室”."""
    for match in _STRUCTURE.finditer(view.text):
        before = _BEFORE.search(view.window(match.start() - 80, match.start()))
        names = _JOIN.split(before[0]) if before else []
        parts = [(_number(n), noun) for n, noun in _STRUCTURE_PART.findall(match[1])]
        found = [sum(name.endswith(noun) for name in names) for _, noun in parts]
        if len(names) < 2 or sum(found) != len(names) or not all(found):
            continue  # a list with other things in it
        said = sum(n for n, _ in parts)
        shown = "、".join(f"{noun}{have}" for (_, noun), have in zip(parts, found, strict=True))
        same = all(n == have for (n, _), have in zip(parts, found, strict=True))
        start, end = match.span(1)
        state, sign = ("holds", "=") if same else ("fails", "≠")
        yield _relation(view, "列举=数", f"{shown}{sign}{match[1]}", sum(found), state, start, end)
        if not same:
            yield doubt_span(
                view,
                "list_count",
                start,
                end,
                arithmetic=f"{shown}：{sum(found)}≠{said}",
                said=match[1],
                found=shown,
                noun="",
            )


def _ones(view: PageView) -> Iterator[Finding | Relation]:
    """Yield 四个一 with what there is one of: 每村设立1处…；每周开展1次…；每月组织1次…；每年评选1批…."""
    for match in _ONES.finditer(view.text):
        start = match.start("list")
        mark = ";" if ";" in match["list"] else "、" if "、" in match["list"] else ","
        pieces, at = [], start
        for piece in match["list"].split(mark):
            pieces.append((at, at + len(piece)))
            at += len(piece) + 1
        ones = [
            [m for m in view.between(a, b) if m.value_low == m.value_high == 1 and m.text[0] in "1一"]
            for a, b in pieces
        ]
        if len(pieces) < 2 or not all(ones):
            continue
        firsts = [figures[0] for figures in ones]
        shown = "、".join(m.text + m.item for m in firsts)
        noun = view.page.text[match.end("n") : match.end("n") + 2]
        yield from _count(
            view, match.span("n"), len(firsts), _number(match["n"]), shown, noun, members=firsts
        )


def _relation(
    view: PageView,
    kind: str,
    expression: str,
    found: int,
    state: str,
    start: int,
    end: int,
    members: Sequence[Metric] = (),
) -> Relation:
    """Return the relation of the number at a span with what was counted."""
    figures = members or [m for m in view.metrics if m.char_start <= start and end <= m.char_end]
    return Relation(
        relation_id=f"{view.page.page_id}:{kind}:{start}-{end}",
        page_id=view.page.page_id,
        kind=kind,
        expression=expression,
        result=str(found),
        state=state,
        metric_ids=",".join(m.metric_id for m in figures),
    )


def _count(
    view: PageView,
    span: tuple[int, int],
    found: int,
    said: int,
    shown: str,
    noun: str,
    members: Sequence[Metric] = (),
) -> Iterator[Finding | Relation]:
    """Yield the relation of a stated number with what was counted, and a finding when they differ."""
    start, end = span
    state, sign = ("holds", "=") if found == said else ("fails", "≠")
    printed = view.page.text[start:end]
    yield _relation(view, "列举=数", f"{shown}{sign}{printed}{noun}", found, state, start, end, members)
    if state == "fails":
        yield doubt_span(
            view,
            "list_count",
            start,
            end,
            arithmetic=f"{shown}：{found}≠{said}",
            said=str(said),
            found=str(found),
            noun=noun,
        )
