"""The level of place that a figure is about: village, township, county, city, province or nation."""

from __future__ import annotations

import re

from checks.view import PageView
from townledger.records import Metric

_SUFFIX_LEVEL = (
    ("village", re.compile(r"(?:(?<![农乡各多政然困范心])村|社区|村委会|居委会)$")),
    ("township", re.compile(r"(?:(?<![城村各多])[乡镇]|街道|苏木)$")),
    ("county", re.compile(r"(?:[县旗]|(?<![小园景校厂库片灾林牧山社地发护范山矿辖])区)$")),
    ("city", re.compile(r"(?:[市州盟])$")),
    ("province", re.compile(r"(?:省|自治区)$")),
    ("nation", re.compile(r"^(?:全国|我国|中国)$")),
)
_ALL = re.compile(r"(?:全国|我国)|[全我该本](?:省|市|县|区|旗|乡|镇|街道|村)")
_CODE_LEVEL = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
_FINER = ("village", "township", "county", "city", "province", "nation")
_BULLETIN = re.compile(r"统计公报|经济运行|统计快报|发展情况|工作报告")
_OWN = re.compile(
    r"(?:他|她|自)家(?!庭)|(?<!其)[他她](?![们人家国省市县乡日说])"
    r"|(?:我|俺)(?![们国省市县区镇乡村校局院厂台军党州旗公社])"
)
_SHARED = re.compile(
    r"合作社|公司|企业|基地|园区|集体|协会|车间|工厂|[村镇乡县]里(?:有|共|的)|[全该本各每][村镇乡县市区]"
    r"|带动|带领|(?:农户|贫困户)[们年户人平每等可均增]|大家|乡亲|周边|银行|政府|部门|单位|人均|户均|村民们|总投资"
)
"""Words that make a figure in a sentence about a person that of many."""
_PRIVATE = re.compile(r"^$|村民|[农居渔牧]民|[户工农]$|能手|老人|学生|职工|青年")
"""Posts of those who speak of their own: an official's figures are those of the place."""
_SAYS = 90  # characters before a figure in which the one whose it is is named
_HEAD = 200  # characters of an article that tell whose bulletin it is


def code_level(metric: Metric) -> str | None:
    """Return the level of a figure's place code."""
    return _CODE_LEVEL.get(len(metric.place_code)) if metric.place_code else None


def level_of(metric: Metric) -> str | None:
    """Return the level that a figure's own code, subject or sentence tells, the finer of code and subject.

    A village that the register lacks goes with the code of its town: 戚台村 is a village all the same.
    """
    coded, named = code_level(metric), _named(metric.subject)
    if coded:
        return coded if named is None or _FINER.index(coded) <= _FINER.index(named) else named
    if not metric.subject and (words := _ALL.search(metric.sentence)):
        return _named(words[0])
    return named


def _named(name: str) -> str | None:
    return next((level for level, suffix in _SUFFIX_LEVEL if suffix.search(name)), None)


def has_own_code(metric: Metric) -> bool:
    """Tell whether a figure's code is that of the place it is about, not of the place around it."""
    return bool(metric.place_code) and code_level(metric) == level_of(metric)


def level_around(view: PageView, metric: Metric) -> str | None:
    """Return the level of the place that the figure's article is about, which no figure of it goes beyond."""
    article = view.articles.get(metric.article_id or "")
    if article is None:
        return None
    if article.place_code:
        return _CODE_LEVEL.get(len(article.place_code))
    words = _ALL.search(view.window(article.char_start, article.char_start + _HEAD))
    return _named(words[0]) if words else None


def in_bulletin(view: PageView, metric: Metric) -> bool:
    """Tell whether a figure stands in an account of a whole place, so that bare figures are all of it."""
    article = view.articles.get(metric.article_id or "")
    return article is not None and not metric.subject and _BULLETIN.search(article.title) is not None


def is_personal(view: PageView, metric: Metric) -> bool:
    """Tell whether a figure is of one person or family: 我家种了…, 村民李某养了…; not of many."""
    clause = view.phrases(metric).clause
    if _SHARED.search(clause):
        return False
    if _OWN.search(clause):
        return True
    before = re.split(r"[。!?\n]", view.window(metric.char_start - _SAYS, metric.char_start))[-1]
    if _SHARED.search(before):
        return False
    if _OWN.search(before):
        return True
    person = view.person_before(metric, len(before))
    return person is not None and _PRIVATE.search(person.post) is not None
