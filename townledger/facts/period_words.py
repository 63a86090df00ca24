"""The period of a figure as printed: the words that govern it, found by the structure of its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from townledger.facts.phrases import BOUNDARY, LONGEST
from townledger.numbers.mentions import NumberSpan

_N = r"(?:\d{1,4}|[一二两三四五六七八九十几数]{1,6})"  # bounded: in a long row every digit begins one
_YEAR = r"(?:1[89]|20)\d\d年"
_FEAST = "(?:五一|十一|国庆|[双两]节|春节|元旦|清明|端午|中秋)"
_PERIODS = (
    # a stretch that ends now: 近3年来, 过去一年, 十年来, 36年里
    rf"连续{_N}年|(?:近|过去(?:的)?){_N}个?(?:年|月|天|周)[多余]?[来间内]?|{_N}[余多]?年[来间里](?![的得])",
    rf"{_N}个?[年月](?=累计|时间)|近些?年来?|这[几些]年来?|近几年来?|多年来|{_N}个?(?:年|天|日|月|小时)之?内",
    # 今年 and its neighbours
    r"今年前?(?:\d{1,2}|[一二三四五六七八九十]+)(?:至\d{1,2}|[-—]\d{1,2})?"
    r"(?:月(?:\d{1,2}日)?(?:份|底前?|初|末)?|个月|季度)(?:以来|起|开始)?",
    r"今年(?:以来|全年|[上下]半年|(?:春节|清明|五一|中秋|国庆)(?:假期|期间)?|[春夏秋冬]季|入[春夏秋冬]以来|年[初底])?",
    r"去年(?:以来|同期|年?底|全年|\d{1,2}月)?|前年|明年|今后\d年|未来[一二三四五六七八九十\d]+年",
    # up to a day
    r"(?:截至|截止[到至]?)(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?(?:目前|今年\d{1,2}月[底末]?|去年底|年底)?",
    r"到目前为止|目前(?:为止)?|现阶段|(?<![出表体展呈发实])现在|当前|如今",
    # years of the calendar
    rf"自?{_YEAR}(?:年)?(?:\d{{1,2}}月(?:\d{{1,2}}日|底前?|初|份)?|[初底末](?:以?前)?|以?前|[上下]半年|前?[一二三四\d]季度"
    r"|当年|全年|[春夏秋冬]季|至(?:20\d\d年(?:\d{1,2}月[底末]?)?|今))?(?:以来|起|开始|年[底初]|间)?",
    r"(?:1[89]|20)\d\d(?:[-—~至](?:20)?\d\d)年(?:间|期间)?|二[〇零一二三四五六七八九]{3}年",
    r"“?(?:十[一二三四五]|[六七八九])五”?(?:期间|时期|以来|末|规划期)",
    r"(?:党的)?(?:十八|十九|二十)大以来|建[国党]以来|改革开放以来",
    # parts of a year
    r"[上下]半年|上年[末底]?(?!度)|前[一二三四\d]季度|第[一二三四]季度?|[一二三四]季度|前(?:\d+|[一二三四五六七八九十]+)个月",
    r"\d{1,2}[-—~至]\d{1,2}月(?:份)?|\d{1,2}月(?:\d{1,2}日(?:"
    r"(?:[上下]午|夜间)?(?:\d{1,2}时)?[至到—~-](?:\d{1,2}月)?\d{1,2}日(?:\d{1,2}时)?)?)?(?:以来|起|至今|底前|份|底|初|[上中下]旬)?"
    r"|\d{1,2}日\d{1,2}时[至到—~-](?:次日|\d{1,2}日)?\d{1,2}时",
    r"[当本]年|全年|年内|[年月]底前|年末|本[周月季]度?|当[日天月]|[上本下]学期|入[春夏秋冬汛]以[来后]|[旺淡]季",
    rf"“?{_FEAST}”?(?:小长假|黄金周|长假|假期|假日)?期间|“{_FEAST}”(?:小长假|黄金周|长假|假期|假日)?"
    r"|国庆(?:假期|黄金周|长假)|(?:暑假|寒假|春运|节日|假日|汛期|活动)期间|春节(?:前夕)?|昨[天日晚夜]|今[天日晚晨早]|今[春夏秋冬](?:供暖季)?|前天",
    r"近[日期]|日前|连日来|现(?=[有养存已共])",
    r"每(?:隔?(?:\d{1,4}|[两二三四五六七八九十]{1,6})个?(?:年|月|周|星期|天|日|小时|分钟)|年|月|周|日|天|季度?|半年|学期|星期)",
)
_FIRST = (
    "[0-9一二两三四五六七八九十几数“这连近过多今去前明昨日未截到目现当如自党建改上下第全年月本入旺淡"
    "暑寒春国节假汛活每元清端中双]"
)
_COUNT = r"\d{1,4}[^\d余多个年月天日小至—~-]"
"""A number that goes on as none of the periods does: 120名, 3.5亿元."""
PERIOD = re.compile(f"(?={_FIRST})(?!{_COUNT})(?:{'|'.join(_PERIODS)})")
_WEAK = re.compile(r"近[日期]|日前|现|当前|连日来|活动期间")
_NOT_GOVERNING = re.compile(r"[比较与占]|[建立办生始]于")  # 比2019年增加, 始建于1952年
_UNTIL = frozenset(("截至", "截止", "截止到", "截止至"))
_SAID = re.compile("(?:据[一-鿿]{1,5}|[一-鿿]{2}(?:核算|统计|显示)),")  # 据了解, 初步核算
_RUN_IN = re.compile(
    r"(?:【[^】\n]{2,16}】|(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])"
    r"(?:[一-鿿]{2,14}[ 。:])?) *"
)
"""A heading on the line of its text: (一)教育情况 2022年,全县…"""
_NEAREST = 40  # words of time that one figure hears; no sentence of honest prose has more
_STOP = re.compile(r"[。!?]+[”’]?")
_OPENING, _SECOND_WORD = 24, 5
"""In how many characters of a sentence its opening words of time stand; where they begin at the latest."""
_DATED = re.compile(
    r"截[至止]|(?:(?:1[89]|20)\d\d年|二[〇零])(?!.*月)|[今去]年(?:以来)?$|全年|年末|上年|[上下]半年|前.+(?:季度|月)|[一二三四]季度|\d{1,2}[-—~至]\d"
    rf"|“?(?:暑假|寒假|春运|{_FEAST}).*期间"
)
"""Words of the calendar; 近年来, 目前 or a month date nothing that a later sentence could inherit."""
_FULL_STOPS = "。!?\n"
_NOW = re.compile("截至目前|目前")
_THIS_EVENT = re.compile(r"(?:此|本|这)次(?!之)|活动(?:现场|中|当天)")
_LEAD = re.compile(r"近日|日前|连日来|\d{1,2}月\d{1,2}日")
"""How the lead of a news item dates the event that its later sentences call 此次."""
_CADENCE = re.compile("一[日天周月季年]")


class Periods:
    """The words that say when, for the figures of one text, asked in rising order.

    Parameters
    ----------
    text
        The flow text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[re.Match[str]] = []  # the period words of the sentences asked for, and …
        self._starts: list[int] = []  # … where they begin
        self._read = 0  # as far as period words were looked for
        self._sentence = (-1, -1)
        self._floor = 0
        self._paragraph = (-1, -1)
        self._reign = ""  # the dated period that the paragraph's sentences so far have opened with
        self._heard = 0  # as far as openings were heard

    def of(
        self, number: NumberSpan, sentence: tuple[int, int], paragraph: tuple[int, int], article: int
    ) -> str:
        """Return the period words that govern a figure: the nearest in front of it in its sentence.

        现有 and 现已 yield to an explicit period of the sentence; 近日 governs only where nothing else does;
        a stretch of time that is itself the figure does not govern itself.
        """
        text, start = self._text, number.start
        behind = PERIOD.match(text, number.end + 1, sentence[1]) if text.startswith("(", number.end) else None
        if behind:  # 完成投资4.2亿元(截至10月底)
            return behind[0]
        self.floor(sentence, paragraph)
        found = weak = ""
        for match in self._before(start):
            at = match.start()
            if match[0] in _UNTIL or _NOT_GOVERNING.search(text, max(self._floor, at - 2), at):
                continue
            if match[0].startswith(("每", "连续")):
                if BOUNDARY.search(text, match.end(), start):
                    continue
                found = match[0]
            elif _WEAK.fullmatch(match[0]):
                weak = match[0]
            elif not (found and start - match.end() > 80) and not _left(text, at, start):
                found = match[0]
        if number.class_ == "frequency":
            cadence = _CADENCE.match(text, start, number.end)
            return cadence[0] if cadence else found or weak
        near = max(self._floor, start - 2 * LONGEST)
        if weak == "现" and not BOUNDARY.search(text, text.rfind("现", near, start), start):
            now = _NOW.search(text, near, start)
            return now[0] if now else found or weak
        if not found and not weak and self._is_of_event(near, start):
            lead = _LEAD.search(text, article, min(article + 300, start))
            return lead[0] if lead else ""
        return found or weak

    def _is_of_event(self, start: int, end: int) -> bool:
        """Tell whether the words speak of an event that the article's lead has dated: 此次, 活动现场."""
        text = self._text
        hinted = text.find("次", start, end) >= 0 or text.find("活动", start, end) >= 0
        return hinted and _THIS_EVENT.search(text, start, end) is not None

    def floor(self, sentence: tuple[int, int], paragraph: tuple[int, int]) -> int:
        """Return where what governs a sentence begins: behind the last full stop, over 。其中 too."""
        if sentence != self._sentence:
            self._enter(sentence, paragraph[0])
        return self._floor

    def carried(self, sentence: tuple[int, int], paragraph: tuple[int, int]) -> str:
        """Return the period that a paragraph's opening hands on to a sentence without one of its own.

        截至2023年末,全县…。从业人员1.2万人: only what dates the paragraph's first sentence reigns, until
        another sentence opens with words of time.
        """
        if self._text[sentence[0]] == "“":
            return ""  # who speaks has a time of his own
        if paragraph != self._paragraph:
            self._paragraph, self._heard = paragraph, paragraph[0]
            self._reign = self._opening(paragraph[0], paragraph[1])
        while (stop := _STOP.search(self._text, self._heard, sentence[0])) is not None:
            self._heard = stop.end()
            if self._reign and (opening := self._opening(stop.end(), paragraph[1])):
                self._reign = opening
        return self._reign if _DATED.match(self._reign) else ""

    def _opening(self, start: int, end: int) -> str:
        """Return the words of time that open a sentence, behind its first word at most (年末, 粮食全年)."""
        if heading := _RUN_IN.match(self._text, start, end):
            start = heading.end()
        lead = _SAID.match(self._text, start, end)
        start = lead.end() if lead else start
        match = PERIOD.search(self._text, start, min(start + _OPENING, end))
        if match is None or match.start() > start + _SECOND_WORD or _WEAK.fullmatch(match[0]):
            return ""
        if _NOT_GOVERNING.search(self._text, max(start, match.start() - 2), match.start()):
            return ""
        since = match[0][0] == "自" or self._text.startswith(("自", "从"), match.start() - 1)
        loose = match[0][0] in "今去" and not self._text.startswith(",", match.end())
        return "" if since or loose else match[0]  # 自去年起, 他今年35岁, 今年种了两亩

    def _enter(self, sentence: tuple[int, int], paragraph: int) -> None:
        """Find where the words that can govern a sentence begin, and look for period words up to its end."""
        self._sentence, self._floor = sentence, _floor(self._text, sentence[0], paragraph)
        if sentence[1] > self._read:
            words = list(PERIOD.finditer(self._text, max(self._floor, self._read), sentence[1]))
            self._words += words
            self._starts += [word.start() for word in words]
            self._read = sentence[1]

    def _before(self, end: int) -> Iterator[re.Match[str]]:
        """Yield the period words in front of a figure; one that the figure begins in counts up to it."""
        last = bisect_left(self._starts, end)
        first = max(bisect_left(self._starts, self._floor, 0, last), last - _NEAREST)
        for match in self._words[first:last]:
            whole = match if match.end() <= end else PERIOD.match(self._text, match.start(), end)
            if whole is not None:
                yield whole


def _floor(text: str, start: int, floor: int) -> int:
    """Return where the words that can govern a sentence begin: behind the last full stop, over 。其中 too."""
    stop = _last_stop(text, floor, start)
    at = stop[1] if stop else floor
    if stop and text.startswith("其中", at):
        stop = _last_stop(text, floor, stop[0])
        at = stop[1] if stop else floor
    return at


def _last_stop(text: str, floor: int, end: int) -> tuple[int, int] | None:
    """Return the span of the last full stop in ``text[floor:end]``, with a closing quote behind it."""
    at = max([text.rfind(mark, floor, end) for mark in _FULL_STOPS])
    if at < 0:
        return None
    behind = at + 2 if at + 1 < end and text[at + 1] in "”’" else at + 1
    while at > floor and text[at - 1] in _FULL_STOPS:
        at -= 1
    return at, behind


def _left(text: str, start: int, end: int) -> bool:
    """其中2010年以前的欠款41万元;规范合同212份: the period of a part ends with its semicolon."""
    return text.startswith("其中", start - 2) and ";" in text[start:end]
