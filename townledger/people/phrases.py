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


_FORMS = (
    _Form("为期", "专项行动", re.compile(r"(为期[^,。;]{1,6}的[^,。;的]{0,8}行动)")),
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
        "平台 系统 小程序 公众号 矩阵",
        "平台阵地",
        re.compile(
            r"(?:搭建|建成|构建|开发|上线|推出|依托|构成)了?([^,。;、“”的了\s]{3,12}(?:平台|系统|小程序|公众号|矩阵))"
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
_FORM_OF = {word: index for index, form in enumerate(_FORMS) for word in form.needs.split()}
_NEEDED = re.compile(alternation(_FORM_OF))


def phrases(text: str, lo: int, hi: int) -> Iterator[Found]:
    """Yield the phrases of ``text[lo:hi]`` that are mechanisms.

    Their words are looked for first, all at once: most paragraphs hold none.
    """
    for index in sorted({_FORM_OF[match.group()] for match in _NEEDED.finditer(text, lo, hi)}):
        form = _FORMS[index]
        for match in form.pattern.finditer(text, lo, hi):
            kind = form.kind or kind_of_ending(match.group(1)) or "工作机制"
            yield Found(match.start(1), match.end(1), match.group(1), kind)
