"""Programmes and mechanisms of governance, found by their form, with their steps in a normal form.

No list of names is used. A mechanism is a quoted formula beside a word such as 机制, 制度 or 模式; a list
with cadences (周检查、月通报、季考评); a sum (1名网格长+2名网格员); a share-out (8:1:1); a numeral slogan
(一约五会); a titled rule (《……考评细则》); or a duty that returns every day, week, month or year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from townledger.lexicon import LEXICON, alternation, read_words
from townledger.people.context import Context
from townledger.people.organisations import has_boundary, left_bound

if TYPE_CHECKING:
    from townledger.page.layout import Part

_PROSE = ("banner", "title", "subtitle", "heading", "caption", "text")
_HAN = "\u3400-\u9fff"
_QUOTES = (re.compile(r"“([^“”\n]{2,120})”"), re.compile(r"‘([^‘’\n]{2,60})’"))
_BRACKETED = re.compile(r"\([^()]*\)|《[^》]*》")
_LIST_BREAK = re.compile(r"[、,，/]")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千万两双\d]+")
_SLOGAN = re.compile(r"[一二三四五六七八九十百千万两双][^,。、+\d]{1,9}|\d{3,6}|\d+\+")
_PLUS = re.compile(rf"[{_HAN}A-Za-z0-9]{{1,14}}(?:\+[{_HAN}A-Za-z0-9]{{1,14}})+")
_STAFF = re.compile(r"(\d+|[一二三四五六七八九十两]|[Nn]|若干)\s*([名个支位人户组])\s*(.+)")
_HELD = re.compile(r"[开办搞聚进](?:行|展)?(?:一|\d+)次")
_FIXED = re.compile(r"每(?:月\d|(?:周|星期)[一二三四五六日])")  # a duty with its day
_RATIO = re.compile(r"(?<![\d:])\d{1,2}(?:\.\d+)?(?::\d{1,2}(?:\.\d+)?){1,3}(?![\d:])(?=[^。;]{0,6}分)")
_SHARERS = re.compile(rf"(?:[{_HAN}]{{2,9}}、)+[{_HAN}]{{2,6}}$")
_TITLED = re.compile(
    r"《[^《》\n]{2,40}?(?:细则|办法|公约|制度|方案|规约|村规民约|清单|意见|预案)(?:\([^()\n]{1,6}\))?》"
)
_FOURS = re.compile(
    rf"(?:通过|采取|坚持|实行|推行|按照)((?:[{_HAN}]{{4}}、){{1,5}}[{_HAN}]{{4}})(?=[,。;]|等\d)"
)
_UNDER = re.compile(  # a verb that sets up what the quotation names
    r"(?:推行|实施|实行|建立|建起|落实|坚持|打造|完善|开展|创新|探索|形成|构建|以|用|通过|深化|推动|推进|推广|确定|借助|"
    r"创建|建设|践行|依托|聚焦|运用|组织|设立|完成|发起|举办|做实|按照|实现|打出|创办|评比|评选|搭建|融入|擦亮|叫响|确保|做到|"
    r"强化|推动|将|把)"
    rf"了?[{_HAN}\d]{{0,8}}$"
)
_DIRECT = re.compile(r"(?:坚持|推行|实行|践行|推广|创新开展|全面开展)了?$")
_FROM_TO = re.compile(r"[由从向到至]$")
_STRONG = frozenset({"工作机制", "制度", "专项行动", "工程项目", "品牌", "活动"})
"""Kinds whose noun alone makes a mechanism of any quotation, a metaphor (“小葵花”项目) included."""
_METAPHOR = re.compile(
    r"[大小主][^、+]{1,3}$|.{0,3}[号键拳仗战]$|[^、+]{1,4}(?:感|站|哨|盘星|引擎|金石|家底)$"
)
_ACTOR = re.compile(
    "(网格员|网格长|党支部|合作社|村集体|居民|村民|农户|党员|干部|群众|支部|企业|政府|部门|公司|社区|街道|"
    "[省市县区乡镇村组户](?:级|民|里)?|专人|代表|老人|学校|家庭)(.{2,})"
)
_EVERY = re.compile(
    r"每(?:个)?(工作日|日|天|周|星期|旬|半月|月|季度|季|半年|年)(?:度)?[^,。;:!?“”\n]{0,12}(?:“[^“”\n]{1,16}”)?"
    r"[^,。;:!?“”\n]{1,24}(?:“[^“”\n]{1,16}”)?"
)
_TIMES = re.compile(r"(\d+|[一二三四五六七八九十两])\s*(次|批|轮|场|期|遍|回|处)")
_LOOSE = re.compile(
    "机制|制度|体系|工程|模式|专项行动|攻坚行动|行动计划|工作法|细则|公约|责任制|积分制|村规民约|建设项目|攻坚战|"
    "(?:示范[区县市乡镇村户]|文明城市|卫生城市)创建"
)
_NOT_AFTER = frozenset("化性师学院款车管量质")
"""What makes another word of the noun before: 工程师, 制度化."""
_SHORT_RULE = frozenset({"细则", "公约", "责任制", "积分制"})
_COUNTED = re.compile(r"(?:项项|个个|[\d一二三四五六七八九十]+[项个次大类条套轮批])?")
_WHOLE = (
    (re.compile(r"(为期[^,。;]{1,6}的[^,。;的]{0,8}行动)"), "专项行动"),
    (
        re.compile(r"(?:开展|实施|启动|推行)了?([^,。;“”的了]{4,24}(?:专项行动|攻坚行动|改革试点|试点工作))"),
        "专项行动",
    ),
    (re.compile(r"(?:划分|设置|设立|组建|分)(?:为|成|的|了)?(\d+个[^,。;、\d]{0,8}网格)"), "网格"),
    (re.compile(r"((?:考核|考评|评比|检查|评价)结果[^。;]{1,30}挂钩)"), "激励约束"),
    (
        re.compile(
            r"(?:召开|组织)了?([^,。;的\d]{0,8}(?:推进会|观摩会|联席会|调度会|点评会))(?=[\d一二三四五六七八九十]+余?次)"
        ),
        "会议制度",
    ),
    (re.compile(r"(由[^,。;]{2,20}任双?组长)"), "领导机制"),
    (
        re.compile(
            r"(?:开展|组织|举办)了?(?:\d+|[一二三四五六七八九十])?余?[次批]?"
            r"([^,。;“”的\d]{2,16}?(?:评选|评比|竞赛|练兵|演练)(?:活动)?)(?=[,。;])"
        ),
        "活动",
    ),
    (
        re.compile(
            r"(?:搭建|建成|构建|开发|上线|推出|依托|构成)了?([^,。;、“”的了\s]{3,12}(?:平台|系统|小程序|公众号|矩阵))"
        ),
        "平台阵地",
    ),
)
"""Forms of plain text; the first group of each is the mechanism."""
_STAFFING = re.compile(rf"(?:\d+名[{_HAN}]{{2,8}}[、+]){{2,12}}\d+名[{_HAN}]{{2,8}}")
_CADENCE_LIST = re.compile(
    rf"(?:[每一]?[日天周旬月季年]一?[{_HAN}]{{2,4}}[、,]){{1,5}}[每一]?(?:半年|[日天周旬月季年])一?[{_HAN}]{{2,4}}"
)
_FOUNDED = re.compile(
    r"(?:创办|设立|建立|推行|实行|开设|打造|创建|实施|推广)了?([^,。;、“”的\s]{0,6}(?:积分超市|爱心超市|红黑榜|积分银行|"
    r"议事厅|议事会|[^,。;、“”的\s]{2}长制|[^,。;、“”的\s]{2}责任制|问题台账|联席会议))"
)
LONGEST_QUALIFIER = 18
"""Characters before a noun that stands without quotation marks."""
LONGEST_MODIFIER = 10
"""Characters that may stand between a quoted formula and its noun: “……”的垃圾处理体系."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how often, what is done, by whom, how many; an empty string where the text does not say."""

    cadence: str
    action: str
    actor: str
    quantity: str


@dataclass(frozen=True, slots=True)
class MechanismSpan:
    """A mechanism in flow offsets; ``kind`` in Chinese from the tables of nouns and endings."""

    start: int
    end: int
    text: str
    kind: str
    place_code: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    core: str
    kind: str
    steps: tuple[Step, ...]


def _column(file: str, word: str, value: str) -> dict[str, str]:
    rows = read_words(LEXICON / file, {word: None, value: None} if value else {word: None})
    return {row[word]: row[value] if value else row["source"] for row in rows}


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of nouns, and the kind and the position of each.

    ``beside`` means right after the quotation only.
    """
    rows = read_words(
        LEXICON / "mechanism_nouns.csv", {"noun": None, "kind": None, "position": {"after", "beside"}}
    )
    nouns = {row["noun"]: (row["kind"], row["position"]) for row in rows}
    return re.compile(alternation(nouns)), nouns


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = _column("mechanism_endings.csv", "ending", "kind")
    return re.compile(f".*?({alternation(kinds)})$"), kinds


@cache
def _cadences() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = read_words(
        LEXICON / "cadences.csv",
        {
            "word": None,
            "cadence": {"day", "week", "ten_days", "half_month", "month", "quarter", "half_year", "year"},
        },
    )
    cadences = {row["word"]: row["cadence"] for row in rows}
    words = alternation(cadences)
    return re.compile(rf"(.*?)一?({words})(?:一(?=[{_HAN}]{{2}}))?([{_HAN}]{{1,6}})"), cadences


@cache
def duty_pattern() -> re.Pattern[str]:
    """Return the pattern of the duties that return with a cadence: 巡查, 通报, 公示."""
    return re.compile(alternation(_column("mechanism_actions.csv", "action", "")))


@cache
def _terms() -> frozenset[str]:
    return frozenset(_column("numeral_terms.csv", "term", ""))


@cache
def _generic() -> frozenset[str]:
    return frozenset(_column("generic_qualifiers.csv", "word", ""))


def read_mechanisms(context: Context) -> list[MechanismSpan]:
    """Return the mechanisms of a page, sorted, without overlaps; each core once an article.

    A mechanism belongs to the place that its sentence names, else its paragraph, else its article.
    """
    mechanisms: list[MechanismSpan] = []
    known: set[tuple[int, str]] = set()
    for article, part in context.parts(*_PROSE):
        found = [*_quoted(context.text, part), *_every(context.text, part), *_plain(context.text, part)]
        found.sort(key=lambda f: (f.start, -f.end))
        reached = part.start
        for item in found:
            if item.start < reached or (article.seq, item.core) in known:
                continue
            known.add((article.seq, item.core))
            reached = item.end
            start = item.start
            code = (
                context.code_before(start, context.sentence_start(start))
                or context.code_before(start, part.start)
                or context.main_code(start)
            )
            mechanisms.append(
                MechanismSpan(start, item.end, context.text[start : item.end], item.kind, code, item.steps)
            )
    return mechanisms


def _quoted(text: str, part: Part) -> Iterator[_Found]:
    for quotes in _QUOTES:
        for match in quotes.finditer(text, part.start, part.end):
            inner = match.group(1)
            noun_end, noun_kind = _noun_after(text, match.end(), part.end)
            kind, steps = _form(inner, noun_kind, text, match.start(), match.end(), part.start)
            if kind:
                yield _Found(match.start(), max(match.end(), noun_end), inner, kind, steps)


def _noun_after(text: str, at: int, end: int) -> tuple[int, str]:
    """Return the end and the kind of the mechanism noun that a closing quotation mark is followed by."""
    pattern, kinds = _nouns()
    limit = min(end, at + LONGEST_MODIFIER + 6)
    while text[at : at + 1] in ("“", "‘", "、") and at < limit:  # “甲”“乙”等……平台
        close = text.find("”" if text[at] == "“" else "’", at, at + 20) if text[at] != "、" else at
        if close < 0:
            return 0, ""
        at, limit = close + 1, min(end, close + LONGEST_MODIFIER + 7)
    match = pattern.search(text, at, limit)
    if match is None:
        return 0, ""
    between = text[at : match.start()]
    modifier = between.removeprefix("的").removeprefix("等").removeprefix("这一")
    if len(modifier) > LONGEST_MODIFIER or (modifier and not modifier.isalnum()):
        return 0, ""
    if not between.startswith("的") and has_boundary(modifier):
        return 0, ""
    beside = not between
    while longer := pattern.match(text, match.end(), limit):  # 网格 + 体系, 实践 + 路径
        match, beside = longer, False
    kind, position = kinds[match.group()]
    if position == "beside" and not beside:
        return 0, ""
    return match.end(), kind


def _form(inner: str, noun: str, text: str, start: int, end: int, floor: int) -> tuple[str, tuple[Step, ...]]:
    """Return the kind and the steps of a quoted formula, or an empty kind where its form is none."""
    if any(mark in inner for mark in "。!?;:"):
        return "", ()
    bare = _BRACKETED.sub("", inner)
    if "+" in bare:
        steps = _sum_steps(bare)
        kind = _sum_kind(bare, steps)
        return (noun or kind) if kind == "治理模式" else kind, steps
    if steps := _cadence_steps(bare):
        return "工作机制", steps
    if any(mark in bare for mark in "《》"):
        return "", ()
    items = [item for item in _LIST_BREAK.split(bare) if item]
    lead = max(floor, start - 16)
    if _FROM_TO.search(text, lead, start) and not noun:
        return "", ()
    under = bool(_UNDER.search(text, lead, start))
    if len(items) > 1:
        sizes = sorted(map(len, items))
        even = sizes[-1] - sizes[0] <= (3 if noun else 1) and sizes[-1] <= 12
        ordered = bare[0] == "先" and len(items) > 1
        if len(items) > 2 and len({item[0] for item in items}) == 1 and _NUMERAL.match(bare):
            return noun or "配员公式", tuple(Step("", "", item[1:], item[0]) for item in items)
        if even and (noun or (len(bare) > 2 * len(items) and (under or ordered))):
            return noun or "工作法", tuple(_step(item) for item in items)
        return "", ()
    if len(bare) > 16:
        return "", ()
    if bare in _terms():
        return "", ()
    ending, endings = _endings()
    named = ending.fullmatch(bare) if len(bare) > 2 else None
    numerals = len(_NUMERAL.findall(bare))
    single = bare[0] == "一" and numerals == 1
    framed = noun or named or (under and not single) or (numerals > 1 and len(bare) <= 8)
    if framed and _SLOGAN.fullmatch(bare):
        return noun or "数字口号", ()
    if bare[0] == "零" and 3 <= len(bare) <= 5:
        return "目标", ()
    metaphor = _METAPHOR.fullmatch(bare)
    if noun and len(bare) > 2 and (noun in _STRONG or not metaphor):
        return noun, ()
    if named and not metaphor:
        return endings[named.group(1)], ()
    if len(bare) > 3 and not metaphor and _DIRECT.search(text, lead, start):
        return "工作法", ()
    return "", ()


def _plain(text: str, part: Part) -> Iterator[_Found]:
    """Yield mechanisms that stand without quotation marks."""
    lo, hi = part.start, part.end
    for match in _TITLED.finditer(text, lo, hi):
        yield _Found(match.start(), match.end(), match.group(), "制度文件", ())
    for match in _FOURS.finditer(text, lo, hi):
        items = match.group(1).split("、")
        yield _Found(match.start(1), match.end(1), match.group(1), "工作法", tuple(map(_step, items)))
    for match in _STAFFING.finditer(text, lo, hi):
        steps = _sum_steps(match.group().replace("、", "+"))
        yield _Found(match.start(), match.end(), match.group(), "配员公式", steps)
    for match in _CADENCE_LIST.finditer(text, lo, hi):
        if steps := _cadence_steps(match.group()):
            yield _Found(match.start(), match.end(), match.group(), "工作机制", steps)
    for match in _LOOSE.finditer(text, lo, hi):
        start = _loose_start(text, match, lo)
        if start is not None:
            kind = _nouns()[1].get(match.group(), ("制度", ""))[0]
            yield _Found(start, match.end(), text[start : match.end()], kind, ())
    for pattern, kind in _WHOLE:
        for match in pattern.finditer(text, lo, hi):
            yield _Found(match.start(1), match.end(1), match.group(1), kind, ())
    yield from _sums(text, part)
    yield from _shares(text, part)
    yield from _founded(text, part)


def _sums(text: str, part: Part) -> Iterator[_Found]:
    """Yield sums of what works together: 合作社+农户+订单; sums of income are none."""
    for match in _PLUS.finditer(text, part.start, part.end):
        plus = text.index("+", match.start())
        start = left_bound(text, plus, match.start(), cut_by="title")
        last = text.rindex("+", plus, match.end()) + 1
        end = next((at for at in range(last, match.end()) if text[at] in "的等为后"), match.end())
        formula = text[start:end]
        if start < plus and last < end and not has_boundary(formula, "title") and "收入" not in formula:
            steps = _sum_steps(formula)
            yield _Found(start, end, formula, _sum_kind(formula, steps), steps)


def _shares(text: str, part: Part) -> Iterator[_Found]:
    """Yield share-outs with those who share: 按合作社、村集体、村民8:1:1分成."""
    for match in _RATIO.finditer(text, part.start, part.end):
        before = _SHARERS.search(text, max(part.start, match.start() - 40), match.start())
        shares = match.group().split(":")
        start = before.start() + before.group().rfind("按", 0, 8) + 1 if before else match.start()
        sharers = text[start : match.start()].split("、")
        if len(sharers) != len(shares):
            sharers, start = [""] * len(shares), match.start()
        steps = tuple(Step("", "分配", who, share) for who, share in zip(sharers, shares, strict=True))
        yield _Found(start, match.end(), text[start : match.end()], "分配公式", steps)


def _founded(text: str, part: Part) -> Iterator[_Found]:
    ending, kinds = _endings()
    for match in _FOUNDED.finditer(text, part.start, part.end):
        named = ending.fullmatch(match.group(1))
        kind = kinds[named.group(1)] if named else "工作机制"
        yield _Found(match.start(1), match.end(1), match.group(1), kind, ())


def _loose_start(text: str, match: re.Match[str], floor: int) -> int | None:
    """Return where the qualified noun begins, or None where its qualifier says too little (长效机制)."""
    noun, at = match.group(), match.start()
    if noun == "村规民约":
        return at
    if text[match.end() : match.end() + 1] in _NOT_AFTER:
        return None
    least = 2 if noun in _SHORT_RULE else 3
    for cut_by in ("phrase", "title"):  # a verb may be part of the name: 考核奖励机制
        start = left_bound(text, at, floor, LONGEST_QUALIFIER, cut_by)
        counted = _COUNTED.match(text, start, at)
        start = counted.end() if counted else start
        qualifier = text[start:at].removesuffix("新").removesuffix("全")
        if qualifier in _generic():
            return None
        if len(qualifier) >= least:
            return start
    return None


def _every(text: str, part: Part) -> Iterator[_Found]:
    """Yield duties that return: 每周……开展1次广播宣传."""
    _, cadences = _cadences()
    for match in _EVERY.finditer(text, part.start, part.end):
        clause = match.group()
        if not (duty_pattern().search(clause) or _HELD.search(clause) or _FIXED.match(clause)):
            continue
        cadence = cadences.get(match.group(1), "day")
        times = _TIMES.search(clause)
        action = clause[match.end(1) - match.start() :]
        if times:
            action = action.replace(times.group(), "", 1)
        start = left_bound(text, match.start(), part.start, 10)
        actor = text[start : match.start()]
        step = Step(cadence, action.strip(), actor, times.group() if times else "")
        yield _Found(start, match.end(), text[start : match.end()], "周期做法", (step,))


def _sum_kind(formula: str, steps: tuple[Step, ...]) -> str:
    if any(step.quantity for step in steps):
        return "配员公式"
    return (
        "分配公式"
        if any(word in formula for word in ("分红", "分成", "收益", "股金", "薪金"))
        else "治理模式"
    )


def _sum_steps(formula: str) -> tuple[Step, ...]:
    """Return the steps of a sum: people with their number (1名网格长+2名…), or what is joined."""
    steps = []
    for item in formula.split("+"):
        staff = _STAFF.fullmatch(item)
        if staff:
            steps.append(Step("", "", staff.group(3), staff.group(1) + staff.group(2)))
        elif item:
            steps.append(Step("", item, "", ""))
    return tuple(steps) if len(steps) > 1 else ()


def _cadence_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of a list with a cadence in each item (周检查、月通报), or () where it is none."""
    pattern, cadences = _cadences()
    items = [item for item in _LIST_BREAK.split(text) if item]
    steps = []
    for item in items:
        match = pattern.fullmatch(item)
        if match is None:
            return ()
        subject, word, action = match.groups()
        once = re.search(f"一{word}一", item)
        if len(items) < 2 and not once:
            return ()
        steps.append(Step(cadences[word], subject + action, "", "1次" if once else ""))
    return tuple(steps)


def _step(item: str) -> Step:
    """Return a list item as a step: 户整理 is done by 户; 定期调度 names nobody."""
    actor = _ACTOR.fullmatch(item)
    if actor:
        return Step("", actor.group(2), actor.group(1), "")
    return Step("", item, "", "")
