"""Mechanisms that stand without quotation marks: rules with a title, sums, shares, duties that return."""

from __future__ import annotations

import re
from collections.abc import Iterator

from townledger.people.boundaries import CutBy, has_boundary, left_bound, verb_at
from townledger.people.cadences import cadences, duty_pattern
from townledger.people.kinds import Head, generic_qualifiers, heads
from townledger.people.phrases import phrases
from townledger.people.spans import Found, Step
from townledger.people.steps import cadence_steps, list_step, sum_kind, sum_steps

_HAN = "\u3400-\u9fff"
_PLUS = re.compile(rf"\+[{_HAN}A-Za-z0-9]{{1,14}}(?:\+[{_HAN}A-Za-z0-9]{{1,14}})*")
_LONGEST_ADDEND = 14
_HELD = re.compile(r"[开办搞聚进](?:行|展)?(?:一|\d+)次")
_FIXED = re.compile(r"每(?:月\d{1,2}[日号]|(?:周|星期)[一二三四五六日])")  # a duty with its day
_RATIO = re.compile(r"\d(?<![\d:]\d)\d?(?:\.\d+)?(?::\d{1,2}(?:\.\d+)?){1,3}(?![\d:])(?=[^。;]{0,6}分)")
_SHARERS = re.compile(rf"(?:[{_HAN}]{{2,9}}、)+[{_HAN}]{{2,6}}$")
_TITLED = re.compile(
    r"《[^《》\n]{2,40}?(?:细则|办法|公约|制度|方案|规约|村规民约|清单|意见|预案)(?:\([^()\n]{1,6}\))?》"
)
_FOURS = re.compile(
    rf"(?:通过|采取|坚持|实行|推行|按照)((?:[{_HAN}]{{4}}、){{1,5}}[{_HAN}]{{4}})(?=[,。;]|等\d)"
)
_EVERY = re.compile(
    r"每(?P<several>[两三四五六七八九十]|\d{1,2})?个?(?P<cadence>工作日|日|天|周|星期|旬|半月|月|季度|季|半年|年)(?:度)?[^,。;:!?“”\n]{0,12}(?:“[^“”\n]{1,16}”){0,3}"
    r"[^,。;:!?“”\n]{1,24}(?:“[^“”\n]{1,16}”){0,3}"
)
_TIMES = re.compile(r"(\d+|[一二三四五六七八九十两])\s*(次|批|轮|场|期|遍|回|处)")
_NOT_AFTER = frozenset("化性师学院款车管量质系")
"""What makes another word of the noun before: 工程师, 制度化."""
_FIRMS = ("有限", "公司", "集团", "队", "局", "处", "机械", "造价", "监理", "咨询", "设计院")
"""What makes a firm or an office of the noun before: 装饰工程有限公司."""
_CUTS: tuple[CutBy, CutBy] = ("phrase", "title")
_VERBAL = frozenset({"工作机制", "制度", "体系", "治理模式"})
"""Kinds whose names may begin with a verb (考核奖励机制); in 建设通达工程 the verb is no part of the name."""
_COUNTED = re.compile(r"(?:项项?|个个|[\d一二三四五六七八九十]+[项个次大类条套轮批])?")


_SAME_HEADS = re.compile(
    r"(统一|集中|共同|同步|分级|分类|分区|分片|定期|全程|限时|联合|优先|逐级|专人)"
    rf"[{_HAN}]{{2,4}}(?:、\1[{_HAN}]{{2,4}}){{2,5}}"
)
"""Three duties or more that are done in one manner: 统一规划、统一建设、统一经营."""
_STAFFING = re.compile(rf"\d\d*名[{_HAN}]{{2,8}}(?:[、+]\d+名[{_HAN}]{{2,8}}){{2,12}}")
_CADENCE_ITEM = rf"(?:[每一两三半]|\d(?=[天周月]一))?[日天周旬月季年]一?[{_HAN}]{{2,4}}"
_CADENCE_LIST = re.compile(rf"(?<![\d.])(?:{_CADENCE_ITEM}[、,]){{1,5}}{_CADENCE_ITEM}")
_NEXT_CADENCE = re.compile(r"[日天周旬月季年](?:(?<=[、,].)|(?<=[、,][每一两三\d半].))")
"""What any list with cadences holds: looked for first, as lists are rare."""
LONGEST_QUALIFIER = 18
"""Characters before a noun that stands without quotation marks."""


def plain(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield the mechanisms of ``text[lo:hi]`` that stand without quotation marks."""
    for match in _TITLED.finditer(text, lo, hi) if text.find("《", lo, hi) >= 0 else ():
        yield Found(match.start(), match.end(), match.group(), "制度文件")
    nouns, found = heads()
    for at, end in nouns.find(text, lo, hi):
        head = found[text[at:end]]
        start = _loose_start(text, at, end, head, lo)
        if start is not None:
            if text[end - 1 : end + 1] == "制度":
                end += 1  # 值班制 + 度
            yield Found(start, end, text[start:end], head.kind)
    yield from phrases(text, lo, hi)
    if text.find("+", lo, hi) >= 0:
        yield from _sums(text, lo, hi)
    if text.find(":", lo, hi) >= 0:
        yield from _shares(text, lo, hi)
    if text.find("、", lo, hi) >= 0 or text.find(",", lo, hi) >= 0:
        yield from _lists(text, lo, hi)


def _lists(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield lists: of duties of four characters, of duties done in one manner, of staff, of cadences."""
    if _NEXT_CADENCE.search(text, lo, hi):
        for match in _CADENCE_LIST.finditer(text, lo, hi):
            if steps := cadence_steps(match.group()):
                yield Found(match.start(), match.end(), match.group(), "工作机制", steps)
    if text.find("、", lo, hi) < 0:
        return
    for match in _FOURS.finditer(text, lo, hi):
        items = match.group(1).split("、")
        yield Found(match.start(1), match.end(1), match.group(1), "工作法", tuple(map(list_step, items)))
    for match in _SAME_HEADS.finditer(text, lo, hi):
        steps = tuple(map(list_step, match.group().split("、")))
        yield Found(match.start(), match.end(), match.group(), "工作法", steps)
    if text.find("名", lo, hi) >= 0:
        for match in _STAFFING.finditer(text, lo, hi):
            steps = sum_steps(match.group().replace("、", "+"))
            yield Found(match.start(), match.end(), match.group(), "配员公式", steps)


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


def _loose_start(text: str, at: int, end: int, head: Head, floor: int) -> int | None:
    """Return where the qualified noun begins, or None where its qualifier says too little (长效机制)."""
    if not head.least:
        return at if text[end : end + 1] != "了" else None  # 用积分兑换了洗衣液
    if at <= floor or not text[at - 1].isalnum():
        return None
    if text[end : end + 1] in _NOT_AFTER or text.startswith(_FIRMS, end):
        return None
    generic = False
    for cut_by in _CUTS:  # a verb may be part of the name
        start = left_bound(text, at, floor, LONGEST_QUALIFIER, cut_by)
        while cut_by == "title" and head.kind not in _VERBAL and (verb := verb_at(text, start)):
            start += len(verb)
        counted = _COUNTED.match(text, start, at)
        start = counted.end() if counted else start
        qualifier = text[start:at].removesuffix("新").removesuffix("全")
        if qualifier in generic_qualifiers():
            generic = True
            continue
        if len(qualifier) >= head.least and not (generic and verb_at(text, start)):
            return start
    return None


def returning(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield duties that return: 每周……开展1次广播宣传."""
    for match in _EVERY.finditer(text, lo, hi):
        clause = match.group()
        if not (duty_pattern().search(clause) or _HELD.search(clause) or _FIXED.match(clause)):
            continue
        word, several = match["cadence"], match["several"] or ""
        times = _TIMES.search(clause, match.end("cadence") - match.start())
        action = clause[match.end("cadence") - match.start() :]
        if times:
            action = action.replace(times.group(), "", 1)
        quantity = times.group() if times else ""
        if several:
            quantity = f"{several}{word}{quantity or '1次'}"
        start = left_bound(text, match.start(), lo, 10)
        actor = text[start : match.start()]
        step = Step(cadences().get(word, "day"), action.strip(), actor, quantity)
        yield Found(start, match.end(), text[start : match.end()], "周期做法", (step,))
