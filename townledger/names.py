"""The name guard: numbers inside names, slogans, codes and idioms, which are no measures.

What is truly lexical (二十大, 十四五, 统一) stands in ``seeds/lexicon/numerals.csv`` and ``numeral_words.csv``; everything else is decided
by form: quotes around a numeral and its noun, chains such as 一约五会 or 六议两公开, letters and digits of models,
document and telephone numbers, grades, idioms of the shape 千家万户.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from townledger.lexicon import LEXICON, alternation, read_words
from townledger.units import lookup, table

CLASSES = frozenset({"name", "skip", "date", "ordinal"})
INNER = {"余": "over", "多": "over", "有余": "over", "来": "about"}
UNITLESS = "没有单位，也不是可数之物"


class Found(NamedTuple):
    """A span that is no measure; ``class_`` ``skip`` means no mention at all."""

    start: int
    end: int
    class_: str
    reason: str


@cache
def lexicon() -> dict[str, tuple[str, str]]:
    """Return word -> (class, reason) of the numeral lexicon; the hand-kept list overrules the general one.

    Raises
    ------
    townledger.lexicon.LexiconError
        A list is faulty; the message names file and line.
    """
    words: dict[str, tuple[str, str]] = {}
    for name in ("numeral_words.csv", "numerals.csv"):
        for row in read_words(LEXICON / name, {"word": None, "class": CLASSES, "reason": None}):
            words[row["word"]] = (row["class"], row["reason"])
    return words


_COUNTING_TAIL = re.compile(r"[个名人项余多%年天次]")
_NUMERAL_CHARS = "0123456789零〇一二三四五六七八九十百千万亿两"
_STARTS = frozenset(_NUMERAL_CHARS + "几数")
_NUMBERLIKE = frozenset(w for w in lexicon() if all(c in _NUMERAL_CHARS for c in w))


def _by_offset() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return the lexicon as one pattern for each distance between a word's beginning and its first numeral."""
    groups: dict[int, list[str]] = {}
    for word in lexicon():
        first = next((i for i, char in enumerate(word) if char in _STARTS), None)
        if first is not None:
            groups.setdefault(first, []).append(word)
    return tuple((offset, re.compile(alternation(groups[offset]))) for offset in sorted(groups, reverse=True))


_LEXICON = _by_offset()


def lexicon_word(text: str, start: int, floor: int) -> Found | None:
    """Return the lexicon's word whose first numeral stands at ``start``, the one that begins first.

    A word that ends in a numeral or begins with one may be part of a longer number (五十五 in 一百五十五年): it
    does not count when a numeral stands next to it. No word begins before ``floor``.
    """
    words = lexicon()
    for offset, pattern in _LEXICON:
        if start - offset < floor:
            continue
        match = pattern.match(text, start - offset)
        if match is None:
            continue
        word, (lo, hi) = match[0], match.span()
        if lo and text[lo] in _NUMERAL_CHARS and text[lo - 1] in _NUMERAL_CHARS + "第":
            continue
        following = text[hi : hi + 1]
        if text[hi - 1] in _NUMERAL_CHARS and following and following in _NUMERAL_CHARS:
            continue
        if word in _NUMBERLIKE and _COUNTING_TAIL.match(following):
            continue
        if word[-1] == "分" and following in ("之", "钟"):
            continue
        return Found(lo, hi, *words[word])
    return None



# -- what the surroundings show -------------------------------------------------------------------

_CLOSE_QUOTES = ("”", "’", '"', "'")
_LINE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.、](?!\d)|[一二三四五六七八九十]{1,3}、)")
_BRACKETED = re.compile(r"\(\s*[一二三四五六七八九十\d]{1,3}\s*\)")
_YI_SHI = re.compile(r"[一二三四五六七八九]{1,2}(?:是|要|则)(?=[^,。;]{2})")
_MILEPOST = re.compile(r"\d+公里\+\d+米|\d+\+\d{3}(?=处|米|段|[,。])")
_PHONE = re.compile(r"(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|\d{3,4}-\d{3,4}-\d{4})(?!\d| ?[万亿元])")
_LONG_CODE = re.compile(r"\d{7,}(?![\d.]*[万亿%元吨亩人户公千米平个名立克斤])")
_HOTLINE = re.compile(
    r"\d{3,6}(?=(?:[^,。;\d]{0,8})?(?:热线|便民|平台|电话|急救|指挥中心|服务专线|专线|举报|报警|客服|网站|系统|国道|省道|县道|线|次列车|航班|路公交|高校|工程|厂|部队|医院))"
)
_ROAD = re.compile(r"[GSXYZDK]$")
_DOC_NUMBER = re.compile(r"(?:[〔\[(]\d{4}[〕\])]\s?|第?\s?)\d+号")
_SERIAL = re.compile(r"[一二三四五六七八九十百]+号(?!召|称|人)")
_SLASH_DATE = re.compile(r"\d{1,2}[·•./]\d{1,2}(?=[”’\"'])")
_GENERATION = re.compile(r"(?:[5-9]0|0[05]|10|[七八九]零)[ ]?后(?![的来])")
_CODE_AFTER = re.compile(r"[ ]?(?:[A-Z](?![A-Za-z]*(?:/|\b[^一-鿿]))|[a-z]{3,})")
_UNIT_LATIN = re.compile(alternation([u for u in table() if re.match(r"[A-Za-zμ]", u)]) + r"(?![A-Za-z0-9])")
_FORMULA = re.compile(r"\d+(?:\+(?:\d+|[NnXx]))*\+?(?=[”’\"'一-鿿模工机体网])")
_PLUS_CHAIN = re.compile(r"\d+(?:\+(?:\d+|[NnXx]))+(?!\d)")
_ORDINAL_TAIL = re.compile(
    r"(?:[多余来])?(?: ?(?:个百分|个|名|位|次|届|批|期|条|款|项|章|节|版|季度|轮|大|代|套|块|站|集|步|中学|小学|幼儿园|医院|人民医院|年|天|日|周|场|座|家|类|级|组|方阵|梯队|产业|方|季|页|道|关|线|书记|课|手|颗|粒|阶段|届次))?"
)
_ORDINAL_NAME = re.compile(
    r"(?:实验|人民|中心|附属|职业|高级)?(?:中学|小学|医院|幼儿园|中院|学校|高中|初中)|书记|责任人|课(?!时)|课堂|方(?!面|案|阵|队)|产业|师(?!傅)|军|集团军|"
    r"监狱|水厂|电厂|机床厂|航空|汽车|医科|师范|建筑|工程局|地质|勘探|个百年"
)
_RANK = re.compile(r"(?:名|位|强|列|甲|[一二三四五六七八九十]名)")
_TELEPHONE_BEFORE = re.compile(
    r"(?:电话|热线|拨打|手机|微信|QQ|邮编|传真|账号|卡号|编号|代码|证号|批准文号|车牌|车次|房号|门牌)[::号码为是]{0,3}[^,。;]{0,4}$"
)
_VERSION_AFTER = re.compile(r"\d+(?:\.\d+)?版|\d+\.\d+(?=[”’\"'时代升])")
_STANDARD_BEFORE = re.compile(r"(?:GB|DB|ISO|HJ|NY|JGJ|CJJ|No|NO|TD|V|v|Q|C|M|PM|AI|H|N)(?:/T)?[ .]?$")
_PM = re.compile(r"2\.5|10(?=[浓平年均,、。和])")
_HELD = re.compile(r"(?:多|这|那|哪|某|每|各|诸|双|单|整|满|全)$")

_SLOGAN_VERB = (
    "联动|联创|联治|联调|联建|联户|联防|联管|联席|共治|共建|共享|共管|共促|融合|并举|并重|并进|并行|合一|一体|"
    "同步|同治|同责|同向|驱动|齐抓|齐发|发力|贯通|协同|互促|互动|赋能|增效|提升行动|包联|递进|书记|推进|攻坚|引领"
)
_SLOGAN = re.compile(rf"[一-鿿]{{0,2}}(?:{_SLOGAN_VERB})")
_LEVEL_NAME = re.compile(
    r"及?以上|(?:[甲乙丙]等|公路|医院|医师|教师|工程师|建造师|文物|保护|重点|警|响应|预警|伤残|水|资质|企业|中学|职业|裁判|英模|"
    r"干部|巡视员|主任|主办|调研员|科员|高级|旅游|景区|酒店|标准|古树|河|林|渠|干渠|泵站|公益林|飞跳|跳|学科|市场|目录|指标|英雄)"
)
_GRADE = re.compile(r"(?:年级|年制|级工|级抗|级以[上下]?(?:地震|大风|风))")
_PROPER_TAIL = re.compile(
    r"(?:行动(?!次|了|计划?[,。])|工程(?!次)|战略|规划|纲要|方案|计划|生活圈|便民圈|养老圈|健康圈|就业圈|阅读圈|服务圈|经济圈|交通圈|通勤圈|"
    r"机制|模式|工作法|体系|路径|格局|矩阵|思路|目标|精神|举措并举|图景|图书馆|学堂|讲堂)"
)
_CIRCLE = re.compile(r"[^,。;]{0,4}圈(?![舍养])")
_CHAIN = re.compile(
    r"(?:[一二三四五六七八九十两百千万][一-鿿]{1,3}?){2,4}(?=[”’\"'机制模式工作法的，,、。;治理建设创行动体系格局]|$)"
)
_FOUR = re.compile(r"[一二三四五六七八九十百千万两半][一-鿿][一二三四五六七八九十百千万两半][一-鿿]")
_MEASURE_FOUR = re.compile(r"[一二三四五六七八九十两][年天月日周][一二三四五六七八九十两][次届轮熟茬]")
_QUOTED = re.compile(r"[^”’\"'》]{1,10}[”’\"'》]")
_COUNT_VERBS = (
    "架起|收到|接到|寄来|送来|买来|买下|买了|盖了|挖了|新建|修建|扩建|改建|建成|建设|建造|建有|盖起|购置|购买|购进|配备|配置|聘用|聘请|设立|成立|组建|安装|添置|增设|设置|开设|开办|"
    "拥有|现有|共有|仅有|有|投入|出动|捐赠|发放|种植|种了|养殖|饲养|流转|引进|打了|增加|减少|生产|招募|选派|选聘|派出|达|售出|卖出|救出|抓获|"
    "检出|产下|租赁|盘活|新增|收获|创办|兴建|修复|整治|处理|拆除|获|每|另有|其中|、"
)
_VERB_BEFORE = re.compile(rf"(?:{_COUNT_VERBS})了?$")
_CONCRETE = frozenset(
    "座 辆 台 名 栋 幢 所 家 户 口 眼 头 套 盏 间 亩 支 艘 架 株 棵 处 条 项 期".split()
) - {"条", "项", "处", "期"}
_SINGLE_KINDS = frozenset({"measure", "time", "age", "ratio", "rate"})
_IDLE_ONE = re.compile(
    r"(?:这|那|每|新的|有|某|同|另|头|整|任何|同样|哪|唯|又|上|下|统|逐|又是|的|得|如|为)$"
)
_DOUBLED = re.compile(r"一(.)\1|一(.)(?:又)?一\2")
_NOUN_TAILS = re.compile(
    r"(?:余|多)?(?:名?(?:村民|群众|农户|贫困户|脱贫户|农民|学生|师生|职工|员工|干部|党员|人口|居民|游客|市民|考生|选手|企业|家庭|乡亲|老人|儿童|军民|"
    r"移民|工人|代表|观众|志愿者|网格员|大学生|毕业生|劳动力|劳力|商户|用户|网民|粉丝|女工|妇女|教师|医生|患者|客商|嘉宾|会员|住户|业主|官兵|"
    r"将士|英烈|知青|民警|工匠|师傅|社员|股东|菜农|果农|烟农|棉农|蚕农|茶农|渔民|牧民|信众|读者|听众|用工|从业人员|务工人员|工作人员|医护|"
    r"农牧民|各族群众|消费者|参赛|参会|人员|人才|人民|人(?![工造为生文大事]))|[^,。;、的0-9]{0,4}(?:户|户家庭))"
)
_EVENT_NOUN = re.compile(
    r"(?:[上信]访|[^,。;、”’]{0,4}(?:事故|案件|伤亡|死亡|投诉|纠纷|差错|失误|火灾|火情|疫情|感染|增长|违规|违纪|违法|污染|排放|差评|积压|"
    r"返贫|拖欠|欠薪|发案|案发|刑事|警情|失联|漏洞|缺席|遗漏|延误|退货|新增|确诊|发生|举报))"
)
_ACHIEVED = re.compile(r"(?:实现|保持|确保|做到|达到|力争|连续|创造|取得|为|是|、|”|“)[^,。;]{0,10}$")


def is_score(text: str, start: int, end: int) -> bool:
    """Tell whether a ratio is the score of a game: the words around it say who beat whom."""
    around = text[max(0, start - 12) : start] + "|" + text[end : end + 10]
    return (
        re.search(
            r"比分|战胜|击败|负于|险胜|战平|逆转|大胜|完胜|点球|战成|不敌|获胜|取胜|总分|局分|打平|领先",
            around,
        )
        is not None
    )


def no_measure(text: str, start: int, end: int, core: str, arabic: bool) -> Found | None:
    """Return what the surroundings show a numeral to be when it is no measure: ordinal, code, formula; else None."""
    before = text[max(0, start - 10) : start]
    last = before[-1:]
    if last == "第" or (last == " " and before[-2:-1] == "第"):
        first = start - (1 if last == "第" else 2)
        named = _ORDINAL_NAME.match(text, end)
        if named:
            return Found(first, named.end(), "name", "名称")
        tail = _ORDINAL_TAIL.match(text, end)
        return Found(first, tail.end() if tail else end, "ordinal", "序数")
    if (
        last in "前后"
        and last
        and _RANK.match(text, end)
        and not re.search(r"(?:之|以|从|先|今|年|月|日|的)[前后]$", before)
    ):
        return Found(start - 1, end + 1, "ordinal", "名次")
    if before.endswith(("排名", "位列", "名列", "位居", "跻身")) and not re.match(
        r"[余多]|%", text[end : end + 1]
    ):
        tail = _ORDINAL_TAIL.match(text, end)
        return Found(start, tail.end() if tail else end, "ordinal", "名次")
    at_line_start = not text[max(0, text.rfind("\n", 0, start) + 1) : start].strip(" #　")
    if at_line_start or last in "。;:!?":
        match = _LINE_NUMBER.match(text, start)
        if match and (at_line_start or last in "。;:!?"):
            return Found(start, match.end() - 1, "ordinal", "条目编号")
    if last == "(" and _BRACKETED.match(text, start - 1):
        return Found(start, end, "ordinal", "条目编号")
    if not arabic:
        if (
            text[end : end + 1] in "是要则"
            and len(core) <= 2
            and (at_line_start or last in ",。;:!?—、")
            and _YI_SHI.match(text, start)
        ):
            return Found(start, end, "skip", "列举")
        match = _SERIAL.match(text, start)
        if match:
            stop = re.compile(r"(?:工程|文件|公路|[一-鿿]{0,2}(?:路|线|院|楼|桥|店|站|井|机|馆))").match(
                text, match.end()
            )
            return Found(start, stop.end() if stop else match.end(), "name", "编号或名称")
        return None
    if (
        last
        and ("A" <= last <= "Z" or "a" <= last <= "z" or last in "_#№@=")
        and not text[end : end + 1] in "%"
    ):
        if not re.search(r"(?:^|[^A-Za-z])(?:kg|km|m|t|g)$", before):
            return Found(start, max(end, _code_end(text, end)), "name", "编号或型号")
    if (
        last in "-/.·"
        and len(before) > 1
        and re.match(r"[A-Za-z0-9]", before[-2])
        and not re.search(r"[%℃元吨亩米\d.]-$|\d[~]$", before[-3:])
    ):
        return Found(start, max(end, _code_end(text, end)), "name", "编号或型号")
    if (
        last == "-"
        and len(before) > 1
        and "一" <= before[-2] <= "鿿"
        and lookup(before[-2]) is None
        and not re.match(r"[%‰℃]|\d|个百分", text[end : end + 3])
    ):
        return Found(start, end, "name", "型号")
    if re.search(r"[A-Za-z]{2,} $", before) and not re.match(r" ?[%℃万亿元]", text[end : end + 2]):
        return Found(start, end, "name", "编号或型号")
    if re.search(r"(?:东经|西经|北纬|南纬)$", before):
        match = re.compile(r"[\d°′″.'\"度分秒]+").match(text, start)
        return Found(start, match.end() if match else end, "name", "经纬度")
    if re.search(r"\d(?:号?楼|栋|幢|单元|号院)$", before):
        match = re.compile(r"\d+(?:单元|室|号|层|楼|户)?").match(text, start)
        return Found(start, match.end() if match else end, "name", "门牌")
    match = _MILEPOST.match(text, start)
    if match:
        return Found(start, match.end(), "name", "桩号")
    if _STANDARD_BEFORE.search(before) and not re.search(r"[一-鿿]$", before):
        return Found(start, end, "name", "编号或型号")
    for pattern, reason in (
        (_PHONE, "电话号码"),
        (_DOC_NUMBER, "文号"),
        (_GENERATION, "年代人群"),
        (_VERSION_AFTER, "版本"),
    ):
        match = pattern.match(text, start)
        if match and not (reason == "文号" and last in "月"):
            stop = match.end()
            if reason == "文号":
                tail = re.compile(
                    r"[一-鿿]{0,2}(?:楼|线|院|路|井|公路|店|门|桥|馆|车间|机|库|令|文件|文|台|厅|教学楼)"
                ).match(text, stop)
                stop = tail.end() if tail else stop
            return Found(start, stop, "name", reason)
    if "." not in core and "," not in core and core.isdigit():
        if _LONG_CODE.match(text, start):
            return Found(start, end, "name", "号码")
        if _TELEPHONE_BEFORE.search(before) and len(core) >= 3 and lookup(text[end : end + 1]) is None:
            return Found(start, end, "name", "号码")
        match = _PLUS_CHAIN.match(text, start)
        if match and not re.match(r" ?[名个人位户]", text[match.end() : match.end() + 2]):
            return Found(start, match.end(), "name", "公式化说法")
        if text[end : end + 1] == "+" and not re.match(r"\+\d+[名个人位户万元]", text[end : end + 6]):
            return Found(start, end + 1, "name", "公式化说法")
        if (
            last == "+"
            and re.match(r"[”’\"'一-鿿]", text[end : end + 1])
            and lookup(text[end : end + 1]) is None
        ):
            return Found(start, end, "name", "公式化说法")
        match = _HOTLINE.match(text, start)
        if match and (last not in _NUMERAL_CHARS):
            return Found(start, end, "name", "号码或名称")
    match = _SLASH_DATE.match(text, start)
    if match:
        return Found(start, match.end(), "name", "以日期为名")
    nxt = text[end : end + 1]
    if nxt and ("A" <= nxt <= "Z" or "a" <= nxt <= "z") and not _UNIT_LATIN.match(text, end):
        return Found(start, _code_end(text, end), "name", "编号或型号")
    return None


def _code_end(text: str, end: int) -> int:
    match = re.compile(r"[A-Za-z0-9+\-./]*[A-Za-z0-9+]").match(text, end)
    return match.end() if match else end


_CUT_TAILS = {
    "年": re.compile(r"[级货轻产味终糕货]|代(?!表)"),
    "天": re.compile(r"[然津气空下山]"),
    "周": re.compile(r"[边围转到末密]"),
    "成": re.compile(r"[果功为立员品本都绩效长套熟才就分](?!入)"),
    "人": re.compile(r"[民大](?!代)|工智|居环境|才(?!济)|民"),
    "点": re.compile(r"[对多]点"),
    "道": re.compile(r"[路德]"),
    "路": re.compile(r"[灯]"),
    "车": re.compile(r"[间道位辆站库]"),
    "方": re.compile(r"[面案式法]"),
    "度": re.compile(r"[假]"),
    "分": re.compile(r"[类别行组析]"),
    "场": re.compile(r"[地馆所面]"),
    "项": re.compile(r"[目](?!标)"),
    "组": re.compile(r"[织建]"),
    "区": re.compile(r"[域]"),
    "市": re.compile(r"[场]"),
    "包": re.compile(r"[保联括]"),
    "位": re.compile(r"[于列居]"),
    "面": re.compile(r"[积临对向]"),
    "代": re.compile(r"[表]"),
    "期": re.compile(r"[间]"),
    "部": re.compile(r"[门分队]"),
    "批": re.compile(r"[发]"),
    "条": re.compile(r"[件]"),
    "节": re.compile(r"[点能水]"),
    "线": re.compile(r"[上下]"),
    "站": re.compile(r"[点]"),
    "园": re.compile(r"[区]"),
    "家": re.compile(r"[庭长](?!农)"),
    "把": re.compile(r"[手]"),
    "口": re.compile(r"[岸]"),
    "头": re.compile(r"[部]"),
    "员": re.compile(r"[工]"),
    "对": re.compile(r"[象]"),
    "段": re.compile(r"[时]"),
    "行": re.compile(r"[业政]"),
    "村": re.compile(r"[民庄]"),
    "户": re.compile(r"[籍型外口]"),
    "校": re.compile(r"[长园]"),
    "国": re.compile(r"[家道]"),
    "群": re.compile(r"[众]"),
    "乡": re.compile(r"[亲村]"),
    "县": re.compile(r"[道]"),
    "省": re.compile(r"[道]"),
    "本": re.compile(r"[科]"),
    "枝": re.compile(r"[特]"),
    "管": re.compile(r"[理道]"),
    "企": re.compile(r"[业]"),
    "单": re.compile(r"[位元]"),
    "板": re.compile(r"[块]"),
    "出": re.compile(r"[台口]"),
    "基": re.compile(r"[地层本]"),
    "柜": re.compile(r"[台]"),
    "穴": re.compile(r"[位]"),
    "菜": re.compile(r"[农园市]"),
    "甲": re.compile(r"[等级]"),
    "石": re.compile(r"[头料榴油]"),
    "钱": re.compile(r"[款]"),
    "院": re.compile(r"[落]"),
    "队": re.compile(r"[伍员]"),
    "镇": re.compile(r"[街]"),
    "件": re.compile(r"[事](?!故)"),
}


def shorten_unit(text: str, start: int, end: int) -> int | None:
    """Return where a unit really ends when its last character belongs to the next word (年级, 人民, 成果).

    None: the unit stands as it is. A result at or before ``start``: there is no unit here at all.
    """
    last = text[end - 1]
    tail = _CUT_TAILS.get(last)
    if tail is None or not tail.match(text, end):
        return None
    for shorter in range(end - 1, start, -1):
        if lookup(text[start:shorter]) is not None:
            return shorter
    return start


_OLD_MEASURES = frozenset("两 里 斗 石 尺 寸 丈 钱".split())
_PLAIN = frozenset(
    "个 名 位 次 项 条 座 户 人 大 届 期 批 场 年 天 月 日 种 类 元 亩 平方米 公里 米 吨 斤 公斤 只 头 株".split()
)
_VILLAGE_NAME = re.compile(
    r"[一二三四五六七八九十百千万两]{1,3}[一-鿿]{1,3}?(?:(?:镇|乡|村(?![民两干级支])|县|街道|社区|屯|苏木|嘎查)|"
    r"(?<=[道里家门台盘孔角星面尺穗管棵])(?:子|山|峡|岭|店|堡|铺|渠|坡|寨|庄|滩|洲|湾|亭|桥|沟|河(?!流)|水(?=[市凉])|河子)(?![上里面内中路]))"
)
"""A numeral that begins a place's name: with a level word (七级镇, 四道沟村) or a landform (五台山, 三家店)."""
_TIMES_NAME = re.compile(
    r"产业|供水|创业|元|函数|污染|利用|加工|分配|革命|装修|开发|曝光|能源|搬运|代谢|衰变|方程"
)
_CLASS_NAME = re.compile(
    r"[一二三四五六七八九十]+(?:类(?:水|苗|区|地区|以上|标准|土|垃圾|费用|新药|疫苗|园)|组(?:组长|村民|居民|的?村民|长)|星(?:级|以上|红旗))"
)


def can_count(text: str, start: int, end: int, core: str) -> bool:
    """Tell whether an unknown character that ends a clause behind a number can be its classifier (酿醋160缸).

    A noun must stand in front, as in 菌棒1000袋; after a verb, a quotation or a mark the character is a noun.
    """
    before = text[max(0, start - 4) : start]
    if not re.search(r"[一-鿿]$", before) or before.endswith(
        ("第", "的", "是", "为", "在", "于", "路", "线", "之", "和", "与")
    ):
        return False
    char = text[end]
    return (
        char
        not in "的了着过和与及等是在之后前时起来去中上下内外里者们们化性型式式届级号线路室楼栋厂班系科营连师团旅军庄山河湖镇乡村县市省区州国会院所校馆站"
        and (core[0] not in "一" or len(core) > 1)
    )


def counted_name(
    text: str, start: int, end: int, unit_end: int, core: str, unit: str, inner: str, half: bool
) -> Found | None:
    """Tell whether a numeral with a unit is a name after all (“五股联动”, 三级联动, 百年, 一个), else None."""
    if inner or half or (unit.startswith("个") and text[end + 1 : end + 2] == "半"):
        return None
    known = lookup(unit)
    kind = known.kind if known else "classifier"
    before = text[max(0, start - 8) : start]
    last = before[-1:]
    arabic = core[0].isdigit() and core[0] in "0123456789"
    if before.endswith("最后") or before.endswith("最先"):
        return Found(start - 2, unit_end, "name", "固定说法")
    if kind == "time" and (unit.endswith(("分钟", "小时")) and _CIRCLE.match(text, unit_end)):
        return Found(start, unit_end, "name", "生活圈一类的名称")
    if arabic:
        if unit == "路" and (before.endswith("公交") or re.match(r"公交|车", text[unit_end : unit_end + 2])):
            return Found(start, unit_end, "name", "线路")
        if unit == "级" and _LEVEL_NAME.match(text, unit_end):
            return Found(start, unit_end, "name", "等级")
        if (
            unit == "期"
            and last not in "共办了第满"
            and re.match(r"工程|项目|建设|厂|规划", text[unit_end : unit_end + 2])
        ):
            return Found(start, unit_end, "ordinal", "工程期次")
        if unit == "届" and len(core) == 4:
            return Found(start, unit_end, "date", "届别")
        return None
    village = _VILLAGE_NAME.match(text, start) if unit not in _PLAIN and kind != "age" else None
    if village and not _VERB_BEFORE.search(before):
        return Found(start, village.end(), "name", "地名")
    if before.endswith("每") and core in "百千万":
        return Found(start, unit_end, "skip", "每…的分母")
    if unit == "届" and re.match(r"[一二三四五六七]中全会|全国|人大|政协", text[unit_end : unit_end + 4]):
        return Found(start, unit_end, "ordinal", "届次")
    if unit == "步" and text[unit_end : unit_end + 1] == "走":
        return Found(start, unit_end + 1, "name", "套语")
    if unit == "次" and _TIMES_NAME.match(text, unit_end):
        return Found(start, unit_end, "name", "固定说法")
    if unit in ("类", "组", "星") and _CLASS_NAME.match(text, start, unit_end + 4):
        return Found(start, unit_end, "ordinal" if unit != "星" else "name", "类别或编号")
    if kind not in _SINGLE_KINDS or unit in "月日季":
        four = _FOUR.match(text, start)
        if (
            four
            and not _MEASURE_FOUR.match(text, start)
            and len(core) == 1
            and text[start + 3] not in _NUMERAL_CHARS
            and text[start + 3 : start + 4] != "十"
            and not (
                lookup(text[start + 1])
                and lookup(text[start + 3])
                and text[start + 1] in "人户个次名户项"
                and text[start + 3] in "人户个次名户项"
            )
        ):
            return Found(start, _chain_end(text, start), "name", "套语")
    if (
        re.match(r"一(?![一-鿿]*[元])", text[unit_end : unit_end + 2])
        and unit == "个"
        and text[unit_end + 1 : unit_end + 2] in "”’、,。活工行机"
    ):
        return Found(start, unit_end + 1, "name", "概括语")
    quoted = _quote_before(text, start)
    if quoted and kind not in _SINGLE_KINDS:
        match = _QUOTED.match(text, start)
        if match:
            return Found(start, _name_end(text, start, match.end() - 1), "name", "引号内的名称")
    if (
        quoted
        and _QUOTED.match(text, start)
        and kind == "time"
        and _PROPER_TAIL.search(text[unit_end : unit_end + 8])
    ):
        return Found(start, unit_end, "name", "引号内的名称")
    if single_before_close(text, start, unit_end, core, kind):
        return Found(start, unit_end, "name", "引号内的名称")
    if core == "一":
        return _single_one(text, start, unit_end, unit, kind, before)
    single = len(core) == 1
    if (
        core in "百千万"
        and single
        and kind == "classifier"
        and _ends_clause(text, unit_end)
        and _counts_before(before)
    ):
        return None  # 建棚百座
    if core in "百千万" and len(core) == 1:
        if re.search(r"(?:近|超|上|过|逾|达|约|破|成|突破)$", before):
            return None
        if kind in _SINGLE_KINDS or unit in (
            "人",
            "名",
            "户",
            "个",
            "件",
            "份",
            "头",
            "只",
            "株",
            "棵",
            "家",
            "张",
        ):
            approx = re.search(r"(?:近|超|上|过|逾|达|约|破|成|增收|数|突破|收入|增加)了?$", before)
            if approx:
                return None
            if unit in ("年", "里", "载", "天", "日", "个", "家", "户", "秒") or quoted:
                return Found(start, unit_end, "name", "泛称")
            return Found(start, unit_end, "name", "名称") if _PROPER_TAIL.match(text, unit_end) else None
        return Found(start, unit_end, "name", "泛称")
    if kind == "noun" and (single or core in ("百千", "千百")):
        if (
            re.search(r"(?:全|共|辖|等|这|涉及|覆盖|下辖|其他|其余|带动|周边|惠及)$", before)
            and unit in "村镇乡县市区省国校"
        ):
            return None
        return Found(start, unit_end, "name", "合称")
    if unit == "级":
        if _SLOGAN.match(text, unit_end):
            match = _SLOGAN.match(text, unit_end)
            return Found(start, match.end() if match else unit_end, "name", "套语")
        if _LEVEL_NAME.match(text, unit_end):
            return Found(start, unit_end, "name", "等级")
        return None
    if single and kind == "classifier":
        if _SLOGAN.match(text, unit_end) and len(unit) == 1 and unit not in "名人户次位":
            match = _SLOGAN.match(text, unit_end)
            if match and match.end() - unit_end <= 3:
                return Found(start, match.end(), "name", "套语")
        if unit == "期" and not (
            re.search(r"(?:举办|开办|开设|共|办了?|出刊|编发|刊发|组织|培训|编印|印发|播出)$", before)
            or re.match(r"培训|简报|讲座|学员|节目", text[unit_end : unit_end + 2])
        ):
            return Found(start, unit_end, "ordinal", "工程期次")
        if unit in "面头口手心线角行路股堆" and re.match(
            r"[”’\"'的,。、]", text[unit_end : unit_end + 1] or "。"
        ):
            return Found(start, unit_end, "name", "合称")
        if unit == "等" or (unit == "等" and text[unit_end : unit_end + 1] == "奖"):
            return Found(start, unit_end, "ordinal", "等第")
    if re.fullmatch(r"[零〇一二三四五六七八九]{3,}", core) or (unit == "局" and not arabic):
        return Found(start, unit_end, "name", "番号")
    if unit == "大" and text[unit_end : unit_end + 1] == "队":
        return Found(start, unit_end + 1, "name", "番号")
    if unit == "方" and single:
        return Found(start, unit_end, "name", "合称")
    if unit == "元" and single and not re.match(r"[钱,。;、/]|$", text[unit_end : unit_end + 1] or "。"):
        return Found(start, unit_end, "name", "固定说法")
    if (
        unit in _OLD_MEASURES
        and single
        and not re.match(r"[,。;、长高宽深外路远]|$", text[unit_end : unit_end + 1] or "。")
    ):
        return (
            None
            if unit == "里" and text[unit_end : unit_end + 1] in "山土"
            else Found(start, unit_end, "name", "固定说法")
        )
    return None


def single_before_close(text: str, start: int, unit_end: int, core: str, kind: str) -> bool:
    """Tell whether a numeral and its classifier end a short quotation (“门前三包”): nothing is counted there."""
    if len(core) != 1 or kind in _SINGLE_KINDS or text[unit_end : unit_end + 1] not in _CLOSE_QUOTES:
        return False
    return re.search(r"[“‘\"'][一-鿿]{1,4}$", text[max(0, start - 5) : start]) is not None


_PER_BEFORE = re.compile(r"每(?:隔|逢)?[^,。;]{0,12}$")
_IDLE_TIME = re.compile(r"[一-鿿](?<![来的内后前多半间时之以左中到])")
_TIME_CUE = re.compile(
    r"(?:为期|历时|用了?|近|不到|不足|超过?|约|过去|经过|仅|短短|长达|满|前|后|未来|今后|连续|第|期限|任期|缩短|延长|推迟|提前|花了?|达)$"
)


def _ends_clause(text: str, at: int) -> bool:
    """Tell whether a clause ends at ``at``."""
    return at >= len(text) or text[at] in ",。;、!?)\n"


def _counts_before(before: str) -> bool:
    """Tell whether a noun stands in front of a figure, as in 建棚百座."""
    return bool(re.search(r"[一-鿿]$", before)) and not before.endswith(("的", "第", "每"))


def _single_one(text: str, start: int, unit_end: int, unit: str, kind: str, before: str) -> Found | None:
    """一 with a unit counts only when it measures (一分钟, 一公里) or when something concrete is counted."""
    if _DOUBLED.match(text, start):
        return Found(start, unit_end, "skip", "逐指")
    after = text[unit_end : unit_end + 1]
    if kind in _SINGLE_KINDS and unit not in _IDLE_UNITS:
        if unit in ("年", "天", "周", "月", "日", "星期", "个月"):
            if _IDLE_ONE.search(before):
                return Found(start, unit_end, "skip", "泛指")
            if _IDLE_TIME.match(after) and not _TIME_CUE.search(before):
                return Found(start, unit_end, "skip", "泛指的时段")
        return None
    if unit == "番" and before.endswith(("翻", "翻了")):
        return None
    if unit == "成" and re.match(r"[以左多,。;]", after or "。"):
        return None
    if unit in ("次", "场", "批", "期", "遍", "轮", "回") and _PER_BEFORE.search(
        text, max(0, start - 14), start
    ):
        return None
    if unit == "级" and _LEVEL_NAME.match(text, unit_end):
        return Found(start, unit_end, "name", "等级")
    clause_end = re.match(r"[,。;、]", after or "。") is not None
    if unit in _CONCRETE and clause_end and re.search(r"[一-鿿]$", before) and not _IDLE_ONE.search(before):
        return None
    if unit in _CONCRETE and _VERB_BEFORE.search(before) and after not in ("”", "’"):
        return None
    return Found(start, unit_end, "skip", "虚指的“一”")


_IDLE_UNITS = frozenset("季 里 步 旬 方 两 度 尺 寸 丈 刻 块钱 日 番 成 折 角 毛 钱 石 斗".split())


def bare_number(text: str, start: int, end: int, core: str, inner: str, arabic: bool) -> Found:
    """Decide on a number without a unit: ``quantity``, ``name`` or ``skip`` (no mention), with the reason."""
    before = text[max(0, start - 12) : start]
    after = text[end : end + 8]
    quoted = _quote_before(text, start)
    scaled = bool(re.search(r"[万亿]", core)) or (not arabic and bool(re.search(r"[百千]", core)))
    cjk_next = bool(re.match(r"[一-鿿]", after))
    counted = _NOUN_TAILS.match(after) is not None
    approximate = re.search(
        r"(?:近|超过?|突破|逾|达到?|约|过|破|不足|不到|成|已有|共|累计|增至|降至|增加到|增长到|至|有)了?$",
        before,
    )
    if inner:
        if inner == "来" and not cjk_next:
            return Found(start, end, "skip", "词内数字")
        return Found(start, end, "quantity", "单位省略")
    if core in "几数":
        return Found(start, end, "skip", "不定数")
    if core[0] == "零" and len(core) == 1 and not arabic:
        if _EVENT_NOUN.match(after) and (not quoted or _ACHIEVED.search(before)):
            return Found(start, end, "quantity", "零发生")
        return Found(
            start, end, "name" if cjk_next and (quoted or last_is_verb(before)) else "skip", "固定说法"
        )
    if arabic:
        if scaled and (cjk_next or approximate or re.match(r"[,。;、!?)”]|$", after)):
            if (
                re.match(r"(?:工程|行动|计划|活动|村帮|企|家|户)", after)
                and not approximate
                and re.match(r"\d+[百千万]$", core)
                and quoted
            ):
                return Found(start, end, "name", "名称")
            return Found(start, end, "quantity", "单位省略")
        if counted and not quoted:
            return Found(start, end, "quantity", "单位省略")
        if (
            not cjk_next
            and not quoted
            and before.endswith(("人口", "人数", "户数", "总数", "数量"))
            and len(core) < 10
        ):
            return Found(start, end, "quantity", "单位省略")
        if not cjk_next and not quoted and _INDEX_BEFORE.search(before):
            return Found(start, end, "quantity", "指标值")
        if (
            not cjk_next
            and approximate
            and not quoted
            and re.match(r"[,。;]|$", after)
            and "." not in core
            and len(core) < 7
        ):
            return Found(start, end, "quantity", "单位省略")
        return Found(start, end, "name", UNITLESS)
    if scaled:
        has_head = core[0] in "几数上" or any(c in "一二三四五六七八九两十" for c in core)
        if has_head and len(core) >= 2 and (cjk_next or approximate or not quoted):
            if quoted and _QUOTED.match(text, start):
                return Found(start, _name_end(text, start, end), "name", "引号内的名称")
            return Found(start, end, "quantity", "单位省略")
        if len(core) >= 2 and (approximate or (counted and not quoted)):
            return Found(start, end, "quantity", "单位省略")
        if len(core) == 1 and approximate and re.match(r"[,。;、]|$", after):
            return Found(start, end, "quantity", "单位省略")
        if len(core) == 1 and counted and core == "万" and before.endswith(("近", "上", "超", "逾")):
            return Found(start, end, "quantity", "单位省略")
        return Found(start, _chain_end(text, start) if cjk_next else end, "name", "泛称")
    if core == "一":
        if quoted and _QUOTED.match(text, start):
            return Found(start, _name_end(text, start, end), "name", "引号内的名称")
        chain = _CHAIN.match(text, start)
        if chain and not _DOUBLED.match(text, start):
            return Found(start, chain.end(), "name", "套语")
        if _DOUBLED.match(text, start) is None and re.match(r"一[一-鿿]一[一-鿿]", text[start : start + 4]):
            return Found(start, start + 4, "name", "套语")
        return Found(start, end, "skip", "虚指的“一”")
    if "半" in core or core in "十百千万亿" and not cjk_next:
        return Found(start, end, "skip", "词内数字")
    if not cjk_next and not quoted and len(core) == 1:
        return Found(start, end, "skip", "词内数字")
    if counted and not quoted and len(core) >= 2 and core[-1] in "十":
        return Found(start, end, "quantity", "单位省略")
    return Found(start, _name_end(text, start, end), "name", "数字加名词的合称")


_INDEX_BEFORE = re.compile(r"(?:值|系数|指数|评分|得分|分数)(?:为|达到?|是)?$")


def last_is_verb(before: str) -> bool:
    """Tell whether a verb of achievement stands right before (实现零距离)."""
    return before.endswith(("实现", "保持", "确保", "做到", "达到", "服务群众"))


def _quote_before(text: str, start: int) -> bool:
    """Tell whether the numeral opens a quotation, or an item of one (“一核”, “三治、五联”)."""
    last = text[start - 1 : start]
    if not last:
        return False
    return last in "“‘\"'《"


def _name_end(text: str, start: int, limit: int) -> int:
    """Return the end of a name that begins at ``start``: the closing quote, else the chain or the next noun."""
    match = re.compile(r"[^“”‘’\"'《》,。;、:!?\n]{1,10}(?=[”’\"'》])").match(text, start)
    if match and _quote_before(text, start):
        return match.end()
    return max(_chain_end(text, start), limit)


def _chain_end(text: str, start: int) -> int:
    """Return the end of a chain of numeral and noun pairs (两代表一委员, 一路一带五中心), at least two characters."""
    match = re.compile(
        r"(?:[一二三四五六七八九十两百千万]+[一-鿿&&[^一二三四五六七八九十两百千万的]]{1,3}?){2,4}(?=[”’\"'，,、。;:!?的机模工建体\n ]|$)".replace(
            "&&[^一二三四五六七八九十两百千万的]", ""
        )
    ).match(text, start)
    if match:
        return match.end()
    return min(len(text), start + 2)
