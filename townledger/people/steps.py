"""The steps of a mechanism in their normal form: cadence x action x actor x quantity."""

from __future__ import annotations

import re
from functools import cache

from townledger.lexicon import alternation
from townledger.page.words import word_pairs
from townledger.people.cadences import cadences, duty_pattern
from townledger.people.spans import Step

_HAN = "\u3400-\u9fff"
LIST_BREAK = re.compile(r"[、,，/]")
_SEVERAL = frozenset("二两三四五六七八九十2345678")
_STAFF = re.compile(r"(\d+|[一二三四五六七八九十两]|[Nn]|若干)\s*([名个支位人户组])\s*(.+)")
_ACTOR = re.compile(
    "(网格员|网格长|党支部|合作社|村集体|居民|村民|农户|党员|干部|群众|支部|企业|政府|部门|公司|社区|街道|"
    "[省市县区乡镇村组户](?:级|民|里)?|专人|代表|老人|学校|家庭)(.{2,})"
)


@cache
def _cadenced() -> re.Pattern[str]:
    words = alternation(cadences())
    return re.compile(rf"(.*?)一?({words})(?:一(?=[{_HAN}]{{2}}))?([{_HAN}]{{1,6}})")


@cache
def _cadence_letters() -> frozenset[str]:
    return frozenset("".join(cadences()))


def cadence_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of a list with a cadence in each item (周检查、月通报), or () where it is none."""
    if _cadence_letters().isdisjoint(text):
        return ()
    items = [item for item in LIST_BREAK.split(text) if item]
    if len(items) < 2 and "一" not in text:
        return ()
    steps = []
    for item in items:
        match = _cadenced().fullmatch(item)
        if match is None:
            return ()
        subject, word, action = match.groups()
        action = action.removeprefix("一") if len(action) > 1 else action
        if len(word) == 1 and _is_word(
            item[match.start(2) - 1 : match.start(2) + 1], word + action[0], action
        ):
            return ()
        once = f"{word}一" in item
        if len(items) < 2 and not once:
            return ()
        several = subject[-1:] if subject[-1:] in _SEVERAL else ""
        quantity = f"{several}{word}1次" if several else "1次" if once else ""
        steps.append(Step(cadences()[word], subject.removesuffix(several) + action, "", quantity))
    return tuple(steps)


def _is_word(before: str, behind: str, action: str) -> bool:
    """Return whether a letter of cadence is part of another word: 晴天, 年底."""
    if before in word_pairs() and before[0] not in _SEVERAL and before[0] not in "一每半":
        return True
    return behind in word_pairs() and not duty_pattern().match(action)


def sum_steps(formula: str) -> tuple[Step, ...]:
    """Return the steps of a sum: people with their number (1名网格长+2名…), or what is joined."""
    steps = []
    for item in formula.split("+"):
        staff = _STAFF.fullmatch(item)
        if staff:
            steps.append(Step("", "", staff.group(3), staff.group(1) + staff.group(2)))
        elif item:
            steps.append(Step("", item, "", ""))
    return tuple(steps) if len(steps) > 1 else ()


def sum_kind(formula: str, steps: tuple[Step, ...]) -> str:
    """Return the kind of a sum: of staff, of income that is shared, or of what works together."""
    if any(step.quantity for step in steps):
        return "配员公式"
    shared = any(word in formula for word in ("分红", "分成", "收益", "股金", "薪金"))
    return "分配公式" if shared else "治理模式"


def list_step(item: str) -> Step:
    """Return a list item as a step: 户整理 is done by 户; 定期调度 names nobody."""
    actor = _ACTOR.fullmatch(item)
    return Step("", actor.group(2), actor.group(1), "") if actor else Step("", item, "", "")
