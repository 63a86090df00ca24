"""The item of a figure that counts: 29名网格辅助员, 垃圾箱172个, 生猪存栏21万头."""

from __future__ import annotations

import re

from townledger.facts import phrases
from townledger.facts.figure import REST, Figure, Item
from townledger.facts.phrases import PLACE_ONLY
from townledger.numbers.units import lookup

_WHOLES = frozenset(("方面", "者"))  # 产业和治理两方面: all that stands in front is counted
_LEVELS = re.compile(r"(?:[省市县区乡镇村组户国街企校班]|街道|社区|部门|国家|、)+")
_SELF_COUNTING = frozenset(("人", "户", "口", "村", "乡镇", "人次", "户次"))
_RULES = frozenset(("辖", "下辖", "管辖"))  # 辖170组
_SELECTED = re.compile("(以[上下内]|之[间内])?的(?:共?有|共)?")  # 超过5万人的有3个
_LOTS = frozenset(
    ("死亡", "受伤", "遇难", "失联", "失踪", "被困", "就业", "脱贫", "受益", "增收")
)  # of people
_AREA = re.compile(r"[一-鿿]{0,6}(?:村庄|村屯|乡村|周边|地区|乡镇)")  # 带动周边村庄200多人就业
_PEOPLE = frozenset(("人", "名", "户", "人次"))
_FATE = re.compile(
    "(?:在[一-鿿]{1,8}?)?(?:外出|返乡|就地|就近|转移)*(务工|就业|创业|上岗|毕业|痊愈|出院)(?![一-鿿]{1,4}[0-9])"
)
_IS = re.compile("(?:均|都|仍|全部)?(?:为|是|系)")
_IS_STARTS = frozenset("均都仍全为是系")
_WHOLE = re.compile("全[省市县区乡镇村]$")
_ROLL = re.compile(
    r"([一-鿿]{2,12}?)(?:(?<![拥共现设建实具含享所])有|包括|为|是)(?:[一-鿿]{2,6}、){1,8}[一-鿿]{2,6}(?:等|共)?$"
)
_EVENTS = frozenset(("次", "场", "轮", "遍", "趟", "回"))


def counted(figure: Figure, kind: str) -> Item:
    """29名网格辅助员, 垃圾箱172个, 生猪存栏21万头, 670户1850名村民."""
    if (pair := _pair(figure)) is not None:
        return pair
    told = _copula(figure) or _lot(figure) or _levels(figure) or _selected(figure) or _remainder(figure)
    if told:
        return Item(told, figure.verb)
    behind = figure.behind()
    if figure.number.unit in _WHOLES and not behind and figure.front:
        return Item(figure.front.strip("从在于以、"), figure.verb)
    if behind:
        end = figure.number.end + len(behind)
        done = phrases.predicate(figure.text, end, figure.where.sentence[1]) if figure.adjoins(behind) else ""
        return Item(behind, figure.verb or done)
    noun = (
        figure.shared() or (figure.number.unit if _repeats(figure) else "") or _roll(figure) or _front(figure)
    )
    return Item(noun or _without_noun(figure, kind), figure.verb)


def _lot(figure: Figure) -> str:
    """造成2人死亡: what befell the counted ones."""
    if figure.head.noun and not _AREA.fullmatch(figure.head.noun):
        return ""
    if figure.number.unit in _PEOPLE and (fate := _FATE.match(figure.text, figure.number.end)):
        return fate[1]
    lot = phrases.predicate(figure.text, figure.number.end, figure.where.sentence[1])
    return lot if lot in _LOTS else ""


def _levels(figure: Figure) -> str:
    """县、乡、村三级: the levels that are counted."""
    levels = figure.number.unit == "级" and _LEVELS.fullmatch(figure.front)
    return figure.front if levels else ""


def _remainder(figure: Figure) -> str:
    """12个乡镇中,有9个…: what was counted before in the same unit."""
    if not REST.fullmatch(figure.front):
        return ""
    return (
        figure.same_unit() if (figure.front and _predicate(figure)) or not figure.behind(strict=True) else ""
    )


def _selected(figure: Figure) -> str:
    """各乡镇中,人口超过5万人的有3个: what the sentence opens with, else the mark that they pass."""
    selected, before, previous = _SELECTED.fullmatch(figure.chunk), figure.where.before, figure.where.previous
    if selected is None:
        return ""
    if (heading := figure.heading()) or before is None or previous is None or figure.behind():
        return heading
    if before.end != figure.where.chunk or before.qualifier == "exact":
        return ""
    return previous.item + figure.text[before.start : before.end] + (selected[1] or "")


def _front(figure: Figure) -> str:
    """Return the noun in front of a figure; a place among parts (其中和平镇2户) counts what the others do."""
    noun, previous = figure.head.noun or figure.head.topic, figure.where.previous
    if not figure.head.noun and figure.number.unit == "人次" and (same := figure.same_unit()):
        return same  # 其中A级景区接待8万人次
    if noun and figure.number.unit in _SELF_COUNTING and PLACE_ONLY.fullmatch(noun):
        noun = figure.same_unit() or noun
    if noun.endswith("级") and previous and "级" in previous.item:
        noun += previous.item.rsplit("级", 1)[1]  # 省级龙头企业3家、市级12家
    return noun


def _without_noun(figure: Figure, kind: str) -> str:
    """已整改25处, 全村310户, 有九村: the deed's noun, or the unit, which counts itself."""
    unit = figure.number.unit
    if (
        kind == "noun"
        or figure.head.verb in _RULES
        or (unit in _SELF_COUNTING and _WHOLE.search(figure.chunk))
    ):
        return unit
    opens = unit in ("人", "户") and not figure.front and figure.where.chunk == figure.where.clause
    if opens and not figure.heading():
        return unit
    return _of_deed(figure) or (unit if unit in _SELF_COUNTING and unit[-1] != "次" else "")


def _pair(figure: Figure) -> Item | None:
    """农村低保7840户13026人: the second figure counts what the first does, unless a noun stands behind it."""
    before, previous = figure.where.before, figure.where.previous
    if before is None or previous is None or before.end != figure.number.start or figure.behind():
        return None
    counts = before.unit in _SELF_COUNTING and figure.number.unit in _SELF_COUNTING
    return Item(previous.item, previous.measure) if counts and previous.item != before.unit else None


def _copula(figure: Figure) -> str:
    """其中30户为低保户, 125户345人是移民: what the counted ones are."""
    after, end = figure.where.after, figure.number.end
    if after is not None and after.start == end:
        end = after.end
    if figure.text[end : end + 1] not in _IS_STARTS:
        return ""
    match = _IS.match(figure.text, end, figure.where.sentence[1])
    return phrases.behind(figure.text, match.end(), figure.where.sentence[1], lenient=True) if match else ""


def _roll(figure: Figure) -> str:
    """主要河道有青河、白河、沙河3条: the names are listed, what they are stands in front."""
    roll = _ROLL.match(figure.text, figure.where.clause, figure.number.start)
    if roll is None or figure.where.chunk != figure.where.clause:
        return ""
    return phrases.split(roll[1]).noun


def _predicate(figure: Figure) -> bool:
    """Tell whether a verb stands right behind the figure: 有9个建成了…."""
    return phrases.verbs().match(figure.text, figure.number.end) is not None


def _of_deed(figure: Figure) -> str:
    """已整改25处, 走访1次, 11次收受财物: a verb alone takes the noun counted before, or is the item."""
    verb = figure.head.verb
    if not verb:
        return figure.carried()
    if verb in _LOTS:
        return verb
    if figure.number.unit in _EVENTS:
        return figure.deed() or verb
    before = figure.where.before
    if before is not None and before.end == figure.where.chunk:
        if figure.text.startswith("、", before.end):
            return figure.front  # 投亲靠友1420人、集中安置443人
        if figure.number.unit in _SELF_COUNTING:
            return figure.deed() or figure.number.unit  # 干部86人包联4200多户
    return figure.deed() or figure.same_unit() or figure.carried()


def _repeats(figure: Figure) -> bool:
    """32个自然村1.2万人: the words in front belong to the figure before; 人 counts itthis."""
    before = figure.where.before
    counted = lookup(before.unit) if before is not None else None
    return (
        figure.number.unit in _SELF_COUNTING
        and counted is not None
        and counted.kind in ("classifier", "noun")
        and figure.where.previous is not None
        and before is not None
        and before.end == figure.where.chunk
        and figure.front == figure.where.previous.item
    )
