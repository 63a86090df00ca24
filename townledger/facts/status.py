"""The status of a figure: actual, planned, capacity or requirement, from the words that govern it.

The words are data: ``seeds/lexicon/figure_status.csv``.
"""

from __future__ import annotations

import re
from functools import cache

from townledger.facts.phrases import BOUNDARY, LONGEST, verbs
from townledger.lexicon import LEXICON, alternation, read_words
from townledger.numbers.mentions import NumberSpan

STATUSES = ("planned", "capacity", "requirement")
_RULE_QUOTE = re.compile(r"[^”]{0,80}”(?:的)?(?:工作)?(?:要求|机制|制度|规定|标准|原则|目标|办法)")
_IF = ("对", "并对", "凡", "若", "如果", "一旦", "只要")
_THEN = re.compile("的(?:$|[^,。]+(?:给予|予以|进行|实行|,|$))")
_DONE = re.compile(r"[。;]|已(?!经?完)|目前|截至|了(?!解)")
_OF_PLAN = re.compile("占(?:年[度内]|全年|原)?$")
_BY = re.compile(r"(?<![一-鿿])(?:力争)?到(?:(?:1[89]|20)\d\d年|明年|“?十[四五六七]五”?末|本世纪)")
"""The year of a target."""
_SHOULD = re.compile(r"(?<![供相响反适对顺感回报效呼])应(?=[当该于在按不由有保达建配占为])|(?<!必)须(?!知)")
_WHOLE_YEAR = frozenset("全今去前当本每近同上下半整明")  # 全年产: a period, not a capacity
_WILL = re.compile(
    rf"(?:会|于|在|达|有|可|继续|进一步|再|直接|全面|陆续|持续|聚焦|以|分|投入|新|年|每|使|让|从|打|按|对|力争)|{verbs().pattern}"
)
"""What follows 将 when it speaks of the future; before a noun (将金盆村作为…) it is a preposition."""


def _should(words: str) -> bool:
    return ("应" in words or "须" in words) and _SHOULD.search(words) is not None


def _is_between(tail: str) -> bool:
    """温度在35℃到40℃之间; but 在2万至5万人之间的乡镇 tells which."""
    return tail.startswith("之间") and not tail.startswith("的", 2)


@cache
def _table() -> dict[str, list[str]]:
    """Return the words by the status that they give."""
    table: dict[str, list[str]] = {status: [] for status in STATUSES}
    for row in read_words(LEXICON / "figure_status.csv", {"word": None, "status": STATUSES}):
        table[row["status"]].append(row["word"])
    return table


@cache
def _words(status: str) -> re.Pattern[str]:
    return re.compile(alternation(_table()[status]))


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(alternation(word for words in _table().values() for word in words))


def status(text: str, number: NumberSpan, sentence: tuple[int, int], clause: int) -> str:
    """Return actual, planned, capacity or requirement from the words that govern the figure."""
    head = text[clause : number.start]
    end = min(sentence[1], number.end + LONGEST)
    stop = BOUNDARY.search(text, number.end, end)
    tail = text[number.end : stop.start() if stop else end]
    lead = text[max(sentence[0], number.start - 2 * LONGEST) : number.start]
    worded = _any_word().search(lead) is not None
    for match in _words("capacity").finditer(head) if worded else ():
        if match[0].endswith("产") and head[match.end() : match.end() + 1] in ("量", "值", "品"):
            continue  # 年产量 is what was produced
        if match[0][0] not in "年日月" or head[match.start() - 1 : match.start()] not in _WHOLE_YEAR:
            return "capacity"
    if head.startswith(_IF) and _THEN.search(tail):
        return "requirement"  # 对连续两次上黑榜的村，约谈…
    if lead.count("“") > lead.count("”") and _RULE_QUOTE.match(text, number.end, sentence[1]):
        return "requirement"
    if (worded and _words("requirement").search(head)) or _should(head) or _is_between(tail):
        return "requirement"
    planned = _BY.search(lead) if "到" in lead else None
    for match in _words("planned").finditer(lead) if worded else ():
        if match[0] == "计划" and (
            lead[match.end() : match.end() + 1] in ("的", "") or _OF_PLAN.search(lead, 0, match.start())
        ):
            continue  # 占年度计划的84%, 占年内计划投资额的109%
        if match[0] == "拟" and lead[match.start() - 1 : match.start()] in ("模", "虚", "比"):
            continue
        if match[0] != "将" or _WILL.match(lead, match.end()):
            planned = match
    if planned and not _DONE.search(lead, planned.end()):
        return "planned"
    return "actual"
