"""Whole phrases that are mechanisms: a campaign, a grid, results that count, a platform, what was founded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from townledger.lexicon import alternation
from townledger.people.kinds import kind_of_ending
from townledger.people.spans import Found

_HAN = "\u3400-\u9fff"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form whose first group is the mechanism; text without one of the words of ``needs`` cannot hold it.

    Without a kind, the ending of the mechanism's name says which it is.
    """

    needs: str  # words, separated by blanks
    kind: str
    pattern: re.Pattern[str]


_FOUND = "(?:开展|实施|启动|推行|部署|打响|发起|推进|打好|掀起|展开|打赢|开启)[了起]?"
"""Verbs that begin a campaign."""
_BEGINS = (
    r"(?:(?<=[,。;:“])|(?<=[按经由])(?![照过])|"
    + "|".join(f"(?<={word})" for word in ("按照", "经过", "通过", "坚持", "实行", "采取", "履行", "执行"))
    + ")"
)
"""What stands before a procedure."""
_STEPS = (
    "申请|申报|自荐|推荐|评议|评审|评定|初审|审核|复核|复审|审查|审批|审定|公示|公开|公告|调查|核查|核实|入户|"
    "研究|讨论|商议|审议|表决|决议|决定|提议|提出|监督|报告|备案|验收|抽查|确认|张榜|听证|发放|上报|拨付|结算"
)
"""What is done at a step of a procedure: 农户申请、入户调查、民主评议、镇审核、县审批."""


_FORMS = (
    _Form(
        "行动 战 斗争 整治 会战",
        "专项行动",
        re.compile(
            rf"(?:{_FOUND})([^,。;:“”的了和\s]{{2,22}}?(?:行动(?![计方力者起上中指不自路迟难缓能])|保卫战|歼灭战|大会战|专项斗争|"
            r"专项治理|专项整治|集中整治|大排查|大检查|大走访|大整治))"
        ),
    ),
    _Form(
        "计划",
        "专项行动",
        re.compile(
            rf"(?:实施|启动|推出|推行|倡导推进的)了?([{_HAN}]{{2,12}}(?<![年月度产发展作]计)(?<![年月度产展作])计划)(?=[,。;、已])"
        ),
    ),
    _Form(
        "活动",
        "活动",
        re.compile(
            r"(?:开展|举办|举行|组织)了?(?:一次|\d+次)?((?!多种|系列|各类|各种|丰富|形式|经营|生产|相关|有关|此次|体育|文化|文艺|实践|一系列|更多|这)"
            rf"(?:(?![了这该此])[{_HAN}]){{4,14}}(?<![和等各种列类动化营实][性])活动)(?=[,。;])"
        ),
    ),
    _Form(
        "改造",
        "工程项目",
        re.compile(rf"(?:实施|完成|推进|启动)了?([{_HAN}]{{4,14}}(?<![升转技][级型术])改造)(?=\d|[,。;])"),
    ),
    _Form(
        "响应 预案",
        "应急机制",
        re.compile(
            r"(?:启动|执行|制定|编制|发布|进入|提升至|提升到|升级为|升至|调整为)了?([^,。;:“”的了\s]{0,12}?"
            r"(?:[ⅠⅡⅢⅣIV一二三四1-4]{1,3}级[^,。;“”的了\s]{0,8}?(?:应急)?响应|应急(?:响应|预案)))"
        ),
    ),
    _Form(
        "小时",
        "值班制度",
        re.compile(
            r"(?:实行|坚持|落实|执行|做到|安排|实施|严格|保持|进行|开展|坚守)[^,。;]{0,4}?"
            r"((?:24|二十四)小时[^,。;的\d]{0,8}?(?:值班|值守|带班|待命|在岗|在线|巡查|巡逻|值勤|监测|轮班|轮值)(?:制度?)?)"
        ),
    ),
    _Form(
        "小时",
        "报告制度",
        re.compile(
            r"(每隔?(?:半|\d+|[一两二三四五六])个?小时(?:一(?:报告?|巡查?|查|调度|会商|通报|监测|上报)|"
            r"(?:上报|报告|巡查|通报|报送|调度|监测|会商)(?:一次|1次)?)(?:制度)?)"
        ),
    ),
    _Form(
        "制, 制。 制、 制; 制和",
        "制度",
        re.compile(
            rf"(?:推行|实行|实施|建立|建立健全|健全|落实|执行|坚持|推广|完善|[、和])了?([{_HAN}]{{3,9}}"
            r"(?<![体机编控限抑研绘炼学税建定管公强特创复调份有])制)(?=[,。;、和])"
        ),
    ),
    _Form(
        "制度 机制",
        "制度",
        re.compile(
            rf"(?:建立健全|推行|实行|建立|落实|健全|完善|执行)了?"
            rf"([{_HAN}]{{2,8}}(?:、[{_HAN}]{{2,8}}){{1,6}}(?:制度|机制))(?=[,。;])"
        ),
    ),
    _Form(
        "程序 步骤 流程",
        "工作程序",
        re.compile(
            r"(?:按照?|经过?|通过|履行|执行|坚持|实行)([^,。;、]{2,14}(?:、[^,。;、]{2,14}?){1,8}?)等?的?(?:\d+[个道步]|[一二三四五六七八九十][个道步])?"
            r"(?:程序|步骤|流程)"
        ),
    ),
    _Form(
        "申请、 评议、 公示、 审核、 调查、 核查、 评审、 推荐、 初审、 审查、",
        "工作程序",
        re.compile(
            rf"{_BEGINS}((?:[{_HAN}]{{0,6}}(?:{_STEPS})、){{2,9}}[{_HAN}]{{0,6}}?(?:{_STEPS}))"
            rf"(?![{_HAN}]{{0,2}}、)"
        ),
    ),
    _Form(
        "为期",
        "专项行动",
        re.compile(r"(为期[^,。;]{1,6}的[^,。;的]{0,8}?(?:行动|整治|巡查|检查|排查|清理|培训|活动))"),
    ),
    _Form(
        "专项行动 攻坚行动",
        "专项行动",
        re.compile(r"(?:开展|实施|启动|推行)了?([^,。;“”的了]{4,24}(?:专项行动|攻坚行动))"),
    ),
    _Form(
        "改革试点 试点工作",
        "专项行动",
        re.compile(r"(?:开展|实施|启动|推行)了?([^,。;“”的了]{4,24}(?:改革试点|试点工作))"),
    ),
    _Form(
        "网格", "网格", re.compile(r"(?:划分|设置|设立|组建|分)(?:为|成|的|了)?(\d+个[^,。;、\d]{0,8}网格)")
    ),
    _Form("挂钩", "激励约束", re.compile(r"((?:考核|考评|评比|检查|评价)结果[^。;]{1,30}挂钩)")),
    _Form(
        "推进会 观摩会 联席会 调度会 点评会",
        "会议制度",
        re.compile(
            r"(?:召开|组织)了?([^,。;的\d]{0,8}(?:推进会|观摩会|联席会|调度会|点评会))(?=[\d一二三四五六七八九十]+余?次)"
        ),
    ),
    _Form(
        "结果",
        "激励约束",
        re.compile(
            r"((?:考核|考评|评比|检查|评价|评分|测评|评议)结果[^。;,]{0,8}(?:纳入|作为|列入)[^。;,]{2,24}"
            r"(?:考核|考评|依据|内容|范围|绩效|评优评先|评先评优|挂钩))"
        ),
    ),
    _Form(
        "等制度 等机制 项制度 项机制 个制度 个机制",
        "制度",
        re.compile(
            r"(?:推行|实行|建立|落实|健全|完善|执行)了?"
            rf"([{_HAN}]{{2,10}}(?:、[{_HAN}]{{2,10}}){{0,5}}等(?:\d+[项个])?(?:制度|机制))"
        ),
    ),
    _Form("任组长 任双组长", "领导机制", re.compile(r"(由[^,。;]{2,20}任双?组长)")),
    _Form(
        "评选 评比 竞赛 练兵 演练",
        "活动",
        re.compile(
            r"(?:开展|组织|举办)了?(?:\d+|[一二三四五六七八九十])?余?[次批]?"
            r"([^,。;“”的\d]{2,16}?(?:评选|评比|竞赛|练兵|演练)(?:活动)?)(?=[,。;])"
        ),
    ),
    _Form(
        "平台 系统 小程序 公众号 矩阵 信息网 网络",
        "平台阵地",
        re.compile(
            r"(?:搭建|设立|建立|建成|构建|开发|上线|推出|依托|构成)了?([^,。;、“”的了\s]{3,12}(?:平台|系统|小程序|公众号|矩阵|信息网|服务网络|监测网络|防控网络|信息网络))"
        ),
    ),
    _Form(
        "积分超市 爱心超市 红黑榜 积分银行 议事厅 议事会 长制 责任制 问题台账 联席会议",
        "",
        re.compile(
            r"(?:创办|设立|建立|推行|实行|开设|打造|创建|实施|推广)了?([^,。;、“”的\s]{0,6}(?:积分超市|爱心超市|红黑榜|积分银行|"
            r"议事厅|议事会|[^,。;、“”的\s]{2}长制|[^,。;、“”的\s]{2}责任制|问题台账|联席会议))"
        ),
    ),
)
_WORDS = sorted({word for form in _FORMS for word in form.needs.split()})
_FORMS_OF = {
    word: [i for i, form in enumerate(_FORMS) if any(needed in word for needed in form.needs.split())]
    for word in _WORDS
}
_NEEDED = re.compile(alternation(_WORDS))


_REACH = 80
"""Characters: the longest form before or behind one of its words."""


def phrases(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield the phrases of ``text[lo:hi]`` that are mechanisms.

    Their words are looked for first, all at once: most paragraphs hold none.
    """
    stretch: dict[int, tuple[int, int]] = {}  # of each form, where the first and the last of its words stand
    for match in _NEEDED.finditer(text, lo, hi):
        at = match.start()
        for index in _FORMS_OF[match.group()]:
            stretch[index] = (stretch[index][0] if index in stretch else at, at)
    for index in sorted(stretch):
        first, last = stretch[index]
        form = _FORMS[index]
        for match in form.pattern.finditer(text, max(lo, first - _REACH), min(hi, last + _REACH)):
            kind = form.kind or kind_of_ending(match.group(1)) or "工作机制"
            yield Found(match.start(1), match.end(1), match.group(1), kind)
