"""The words that govern a figure: its period as printed, and its status.

Status words are data: ``seeds/lexicon/figure_status.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from townledger.facts.phrases import BOUNDARY, verbs
from townledger.lexicon import LEXICON, alternation, read_words
from townledger.numbers.mentions import NumberSpan

STATUSES = ("planned", "capacity", "requirement")

_N = r"(?:\d+|[一二两三四五六七八九十几数]+)"
_YEAR = r"(?:1[89]|20)\d\d年"
_PERIODS = (
    # a stretch that ends now: 近3年来, 过去一年, 十年来, 36年里
    rf"连续{_N}年|(?:近|过去(?:的)?){_N}个?(?:年|月|天|周)[多余]?[来间内]?|{_N}[余多]?年[来间里](?![的得])",
    rf"{_N}个?[年月](?=累计|时间)|近些?年来?|多年来|{_N}个?(?:天|日|月|小时)之?内",
    # 今年 and its neighbours
    r"今年前?(?:\d{1,2}|[一二三四五六七八九十]+)(?:至\d{1,2}|[-—]\d{1,2})?"
    r"(?:月(?:\d{1,2}日)?(?:份|底前?|初|末)?|个月|季度)(?:以来|起|开始)?",
    r"今年(?:以来|[上下]半年|(?:春节|清明|五一|中秋|国庆)(?:假期|期间)?|[春夏秋冬]季|入[春夏秋冬]以来|年[初底])?",
    r"去年(?:以来|同期|年?底|全年|\d{1,2}月)?|前年|明年|今后\d年|未来[一二三四五六七八九十\d]+年",
    # up to a day
    r"截至(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?(?:目前|今年\d{1,2}月[底末]?|去年底|年底)?",
    r"截止(?:目前|\d{1,2}月底?)|到目前为止|目前(?:为止)?|现阶段|当前|如今",
    # years of the calendar
    rf"自?{_YEAR}(?:年)?(?:\d{{1,2}}月(?:\d{{1,2}}日|底前?|初|份)?|[初底末](?:以?前)?|以?前|[上下]半年|前?[一二三四\d]季度"
    r"|当年|全年|[春夏秋冬]季|至(?:20\d\d年|今))?(?:以来|起|开始|年[底初]|间)?",
    r"(?:1[89]|20)\d\d(?:[-—~至](?:20)?\d\d)年(?:间|期间)?|二[〇零一二三四五六七八九]{3}年",
    r"“?(?:十[一二三四五]|九)五”?(?:期间|时期|以来|末|规划期)",
    r"(?:党的)?(?:十八|十九|二十)大以来|建[国党]以来|改革开放以来",
    # parts of a year
    r"[上下]半年|上年[末底]?(?!度)|前[一二三四\d]季度|第[一二三四]季度?|[一二三四]季度|前(?:\d+|[一二三四五六七八九十]+)个月",
    r"\d{1,2}[-—~至]\d{1,2}月(?:份)?|\d{1,2}月(?:\d{1,2}日)?(?:以来|起|至今|底前|份|底|初|[上中下]旬)?",
    r"[当本]年|全年|年内|[年月]底前|年末|本[周月季]度?|当[日天月]|[上本下]学期|入[春夏秋冬汛]以来|[旺淡]季",
    r"(?:暑假|寒假|春运|春节|国庆|节日|假日|汛期|活动)期间|国庆假期|春节(?:前夕)?|昨[天日晚夜]|今[天日晚晨早]|今[春夏秋冬](?:供暖季)?|前天",
    r"近[日期]|日前|连日来|现(?=[有养存已共])",
    r"每(?:年|月|周|日|天|季度?|半年|学期|星期)",
)
_FIRST = (
    "[0-9一二两三四五六七八九十几数“连近过多今去前明昨日未截到目现当如自党建改上下第全年月本入旺淡"
    "暑寒春国节假汛活每]"
)
PERIOD = re.compile(f"(?={_FIRST})(?:{'|'.join(_PERIODS)})")
_WEAK = re.compile(r"近[日期]|日前|现|当前|连日来|活动期间")
_NOT_GOVERNING = re.compile(r"[比较与]|[建立办生始]于")  # 比2019年增加, 始建于1952年
_FULL_STOP = re.compile(r"[。!?\n]+[”’]?")
_NOW = re.compile("截至目前|目前")
_THIS_EVENT = re.compile(r"(?:此|本|这)次(?!之)|活动(?:现场|中|当天)")
_LEAD = re.compile(r"近日|日前|连日来|\d{1,2}月\d{1,2}日")
"""How the lead of a news item dates the event that its later sentences call 此次."""
_RULE_QUOTE = re.compile(r"[^”]{0,80}”(?:的)?(?:工作)?(?:要求|机制|制度|规定|标准|原则|目标|办法)")


def _period_floor(text: str, start: int, floor: int) -> int:
    """Return where the words that can govern a sentence begin: behind the last full stop, over 。其中 too."""
    stops = [m.end() for m in _FULL_STOP.finditer(text, floor, start)]
    at = stops[-1] if stops else floor
    if text[at : at + 2] == "其中" and len(stops) > 1:
        at = stops[-2]
    elif text[at : at + 2] == "其中":
        at = floor
    return at


def _left(text: str, start: int, end: int) -> bool:
    """其中2010年以前的欠款41万元;规范合同212份: the period of a part ends with its semicolon."""
    return text.startswith("其中", start - 2) and ";" in text[start:end]


@lru_cache(maxsize=1)
def _periods(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the period words of a paragraph; its figures ask for them one after another."""
    return list(PERIOD.finditer(text, start, end))


def _periods_before(text: str, paragraph: tuple[int, int], floor: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the period words between two offsets; one that a figure begins in counts up to the figure."""
    for match in _periods(text, *paragraph):
        if match.start() >= end:
            return
        if match.start() >= floor:
            whole = match if match.end() <= end else PERIOD.match(text, match.start(), end)
            if whole is not None:
                yield whole


def period_words(
    text: str, number: NumberSpan, sentence: tuple[int, int], paragraph: tuple[int, int], article: int
) -> str:
    """Return the period words that govern a figure: the nearest in front of it in its sentence.

    现有 and 现已 yield to an explicit period of the sentence; 近日 governs only where nothing else does; a
    stretch of time that is itself the figure does not govern itself.
    """
    behind = PERIOD.match(text, number.end + 1, sentence[1]) if text.startswith("(", number.end) else None
    if behind:  # 完成投资4.2亿元(截至10月底)
        return behind[0]
    found = weak = ""
    floor = _period_floor(text, sentence[0], paragraph[0])
    for match in _periods_before(text, paragraph, floor, number.start):
        if match[0] == "截至" or _NOT_GOVERNING.search(text, max(floor, match.start() - 2), match.start()):
            continue
        if match[0].startswith(("每", "连续")):
            if BOUNDARY.search(text, match.end(), number.start):
                continue
            found = match[0]
        elif _WEAK.fullmatch(match[0]):
            weak = match[0]
        elif not (found and number.start - match.end() > 80) and not _left(text, match.start(), number.start):
            found = match[0]
    if number.class_ == "frequency":
        cadence = re.match(r"一[日天周月季年]", text[number.start : number.end])
        return cadence[0] if cadence else found or weak
    if weak == "现" and not BOUNDARY.search(text, text.rfind("现", floor, number.start), number.start):
        now = _NOW.search(text, floor, number.start)
        return now[0] if now else found or weak
    if not found and not weak and _THIS_EVENT.search(text, floor, number.start):
        lead = _LEAD.search(text, article, min(article + 300, number.start))
        return lead[0] if lead else ""
    return found or weak


@cache
def _status_words(status: str) -> re.Pattern[str]:
    rows = read_words(LEXICON / "figure_status.csv", {"word": None, "status": STATUSES})
    return re.compile(alternation(row["word"] for row in rows if row["status"] == status))


def status(text: str, number: NumberSpan, sentence: tuple[int, int], clause: int) -> str:
    """Return actual, planned, capacity or requirement from the words that govern the figure."""
    head = text[clause : number.start]
    stop = BOUNDARY.search(text, number.end, sentence[1])
    tail = text[number.end : stop.start() if stop else sentence[1]]
    for match in _status_words("capacity").finditer(head):
        if match[0].endswith("产") and head[match.end() : match.end() + 1] in ("量", "值", "品"):
            continue  # 年产量 is what was produced
        if match[0][0] not in "年日月" or head[match.start() - 1 : match.start()] not in _WHOLE_YEAR:
            return "capacity"
    if re.match(r"(?:并?对|凡|若|如果|一旦|只要)", head) and re.search(
        r"的(?:$|[^,。]+(?:给予|予以|进行|实行|,|$))", tail
    ):
        return "requirement"  # 对连续两次上黑榜的村，约谈…
    lead = text[sentence[0] : number.start]
    if lead.count("“") > lead.count("”") and _RULE_QUOTE.match(text, number.end, sentence[1]):
        return "requirement"
    if _status_words("requirement").search(head) or _SHOULD.search(head) or tail.startswith("之间"):
        return "requirement"
    planned = _BY.search(lead)
    for match in _status_words("planned").finditer(lead):
        if match[0] == "计划" and lead[match.end() : match.end() + 1] in ("的", ""):
            continue  # 占年度计划的84%
        if match[0] == "拟" and lead[match.start() - 1 : match.start()] in ("模", "虚", "比"):
            continue
        if match[0] != "将" or _WILL.match(lead, match.end()):
            planned = match
    if planned and not _DONE.search(lead, planned.end()):
        return "planned"
    return "actual"


_DONE = re.compile(r"[。;]|已(?!经?完)|目前|截至|了(?!解)")
_BY = re.compile(rf"(?<![一-鿿])(?:力争)?到(?:{_YEAR}|明年|“?十[四五六七]五”?末|本世纪)")  # a target's year
_SHOULD = re.compile(r"(?<![供相响反适对顺感回报效呼])应(?=[当该于在按不由有保达建配占为])|(?<!必)须(?!知)")
_WHOLE_YEAR = frozenset("全今去前当本每近同上下半整明")  # 全年产: a period, not a capacity
_WILL = re.compile(
    rf"(?:会|于|在|达|有|可|继续|进一步|再|直接|全面|陆续|持续|聚焦|以|分|投入|新|年|每|使|让|从|打|按|对|力争)|{verbs().pattern}"
)
"""What follows 将 when it speaks of the future; before a noun (将金盆村作为…) it is a preposition."""
