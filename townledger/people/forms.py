"""Mechanisms that stand without quotation marks: rules with a title, sums, shares, duties that return."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from townledger.lexicon import alternation
from townledger.people.boundaries import CutBy, has_boundary, left_bound
from townledger.people.cadences import cadences, duty_pattern
from townledger.people.kinds import generic_qualifiers, kind_of_ending, nouns
from townledger.people.spans import Found, Step
from townledger.people.steps import cadence_steps, list_step, sum_kind, sum_steps

_HAN = "\u3400-\u9fff"
_PLUS = re.compile(rf"\+[{_HAN}A-Za-z0-9]{{1,14}}(?:\+[{_HAN}A-Za-z0-9]{{1,14}})*")
_LONGEST_ADDEND = 14
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
_EVERY = re.compile(
    r"每(?:个)?(工作日|日|天|周|星期|旬|半月|月|季度|季|半年|年)(?:度)?[^,。;:!?“”\n]{0,12}(?:“[^“”\n]{1,16}”)?"
    r"[^,。;:!?“”\n]{1,24}(?:“[^“”\n]{1,16}”)?"
)
_TIMES = re.compile(r"(\d+|[一二三四五六七八九十两])\s*(次|批|轮|场|期|遍|回|处)")
_LOOSE = re.compile(
    alternation(
        [
            "机制",
            "制度",
            "体系",
            "工程",
            "模式",
            "专项行动",
            "攻坚行动",
            "行动计划",
            "工作法",
            "细则",
            "公约",
            "责任制",
            "积分制",
            "村规民约",
            "建设项目",
            "攻坚战",
            "示范区创建",
            "示范县创建",
            "示范市创建",
            "示范乡创建",
            "示范镇创建",
            "示范村创建",
            "示范户创建",
            "文明城市创建",
            "卫生城市创建",
        ]
    )
)
_NOT_AFTER = frozenset("化性师学院款车管量质")
"""What makes another word of the noun before: 工程师, 制度化."""
_SHORT_RULE = frozenset({"细则", "公约", "责任制", "积分制"})
_CUTS: tuple[CutBy, CutBy] = ("phrase", "title")
_COUNTED = re.compile(r"(?:项项|个个|[\d一二三四五六七八九十]+[项个次大类条套轮批])?")


@dataclass(frozen=True, slots=True)
class _Form:
    """A form whose first group is the mechanism; text without ``needs`` cannot hold it."""

    needs: str
    kind: str
    pattern: re.Pattern[str]


_FORMS = (
    _Form("为期", "专项行动", re.compile(r"(为期[^,。;]{1,6}的[^,。;的]{0,8}行动)")),
    _Form(
        "行动",
        "专项行动",
        re.compile(r"(?:开展|实施|启动|推行)了?([^,。;“”的了]{4,24}(?:专项行动|攻坚行动))"),
    ),
    _Form(
        "试点",
        "专项行动",
        re.compile(r"(?:开展|实施|启动|推行)了?([^,。;“”的了]{4,24}(?:改革试点|试点工作))"),
    ),
    _Form(
        "网格", "网格", re.compile(r"(?:划分|设置|设立|组建|分)(?:为|成|的|了)?(\d+个[^,。;、\d]{0,8}网格)")
    ),
    _Form("挂钩", "激励约束", re.compile(r"((?:考核|考评|评比|检查|评价)结果[^。;]{1,30}挂钩)")),
    _Form(
        "会",
        "会议制度",
        re.compile(
            r"(?:召开|组织)了?([^,。;的\d]{0,8}(?:推进会|观摩会|联席会|调度会|点评会))(?=[\d一二三四五六七八九十]+余?次)"
        ),
    ),
    _Form("组长", "领导机制", re.compile(r"(由[^,。;]{2,20}任双?组长)")),
    _Form(
        "",
        "活动",
        re.compile(
            r"(?:开展|组织|举办)了?(?:\d+|[一二三四五六七八九十])?余?[次批]?"
            r"([^,。;“”的\d]{2,16}?(?:评选|评比|竞赛|练兵|演练)(?:活动)?)(?=[,。;])"
        ),
    ),
    _Form(
        "",
        "平台阵地",
        re.compile(
            r"(?:搭建|建成|构建|开发|上线|推出|依托|构成)了?([^,。;、“”的了\s]{3,12}(?:平台|系统|小程序|公众号|矩阵))"
        ),
    ),
)
_STAFFING = re.compile(rf"(?:\d+名[{_HAN}]{{2,8}}[、+]){{2,12}}\d+名[{_HAN}]{{2,8}}")
_CADENCE_LIST = re.compile(
    rf"(?:[每一]?[日天周旬月季年]一?[{_HAN}]{{2,4}}[、,]){{1,5}}[每一]?(?:半年|[日天周旬月季年])一?[{_HAN}]{{2,4}}"
)
_NEXT_CADENCE = re.compile("[、,][每一]?[日天周旬月季年半]")
"""What any list with cadences holds: looked for first, as lists are rare."""
_FOUNDED = re.compile(
    r"(?:创办|设立|建立|推行|实行|开设|打造|创建|实施|推广)了?([^,。;、“”的\s]{0,6}(?:积分超市|爱心超市|红黑榜|积分银行|"
    r"议事厅|议事会|[^,。;、“”的\s]{2}长制|[^,。;、“”的\s]{2}责任制|问题台账|联席会议))"
)
LONGEST_QUALIFIER = 18
"""Characters before a noun that stands without quotation marks."""


def plain(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield the mechanisms of ``text[lo:hi]`` that stand without quotation marks."""
    for match in _TITLED.finditer(text, lo, hi):
        yield Found(match.start(), match.end(), match.group(), "制度文件")
    for match in _FOURS.finditer(text, lo, hi):
        items = match.group(1).split("、")
        yield Found(match.start(1), match.end(1), match.group(1), "工作法", tuple(map(list_step, items)))
    if text.find("名", lo, hi) >= 0:
        for match in _STAFFING.finditer(text, lo, hi):
            steps = sum_steps(match.group().replace("、", "+"))
            yield Found(match.start(), match.end(), match.group(), "配员公式", steps)
    if _NEXT_CADENCE.search(text, lo, hi):
        for match in _CADENCE_LIST.finditer(text, lo, hi):
            if steps := cadence_steps(match.group()):
                yield Found(match.start(), match.end(), match.group(), "工作机制", steps)
    for match in _LOOSE.finditer(text, lo, hi):
        start = _loose_start(text, match, lo)
        if start is not None:
            kind = nouns()[1].get(match.group(), ("制度", ""))[0]
            yield Found(start, match.end(), text[start : match.end()], kind)
    for form in _FORMS:
        if text.find(form.needs, lo, hi) >= 0:
            for match in form.pattern.finditer(text, lo, hi):
                yield Found(match.start(1), match.end(1), match.group(1), form.kind)
    yield from _sums(text, lo, hi)
    if text.find(":", lo, hi) >= 0:
        yield from _shares(text, lo, hi)
    for match in _FOUNDED.finditer(text, lo, hi):
        kind = kind_of_ending(match.group(1)) or "工作机制"
        yield Found(match.start(1), match.end(1), match.group(1), kind)


def _sums(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield sums of what works together: 合作社+农户+订单; sums of income are none."""
    for match in _PLUS.finditer(text, lo, hi):
        plus = match.start()
        start = left_bound(text, plus, lo, _LONGEST_ADDEND, "title")
        last = text.rindex("+", plus, match.end()) + 1
        end = next((at for at in range(last, match.end()) if text[at] in "的等为后"), match.end())
        formula = text[start:end]
        if start < plus and last < end and not has_boundary(formula, "title") and "收入" not in formula:
            steps = sum_steps(formula)
            yield Found(start, end, formula, sum_kind(formula, steps), steps)


def _shares(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield share-outs with those who share: 按合作社、村集体、村民8:1:1分成."""
    for match in _RATIO.finditer(text, lo, hi):
        before = _SHARERS.search(text, max(lo, match.start() - 40), match.start())
        shares = match.group().split(":")
        start = before.start() + before.group().rfind("按", 0, 8) + 1 if before else match.start()
        sharers = text[start : match.start()].split("、")
        if len(sharers) != len(shares):
            sharers, start = [""] * len(shares), match.start()
        steps = tuple(Step("", "分配", who, share) for who, share in zip(sharers, shares, strict=True))
        yield Found(start, match.end(), text[start : match.end()], "分配公式", steps)


def _loose_start(text: str, match: re.Match[str], floor: int) -> int | None:
    """Return where the qualified noun begins, or None where its qualifier says too little (长效机制)."""
    noun, at = match.group(), match.start()
    if noun == "村规民约":
        return at
    if text[match.end() : match.end() + 1] in _NOT_AFTER:
        return None
    least = 2 if noun in _SHORT_RULE else 3
    for cut_by in _CUTS:  # a verb may be part of the name: 考核奖励机制
        start = left_bound(text, at, floor, LONGEST_QUALIFIER, cut_by)
        counted = _COUNTED.match(text, start, at)
        start = counted.end() if counted else start
        qualifier = text[start:at].removesuffix("新").removesuffix("全")
        if qualifier in generic_qualifiers():
            return None
        if len(qualifier) >= least:
            return start
    return None


def returning(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield duties that return: 每周……开展1次广播宣传."""
    for match in _EVERY.finditer(text, lo, hi):
        clause = match.group()
        if not (duty_pattern().search(clause) or _HELD.search(clause) or _FIXED.match(clause)):
            continue
        cadence = cadences().get(match.group(1), "day")
        times = _TIMES.search(clause)
        action = clause[match.end(1) - match.start() :]
        if times:
            action = action.replace(times.group(), "", 1)
        start = left_bound(text, match.start(), lo, 10)
        actor = text[start : match.start()]
        step = Step(cadence, action.strip(), actor, times.group() if times else "")
        yield Found(start, match.end(), text[start : match.end()], "周期做法", (step,))
