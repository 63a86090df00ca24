"""How administrative names are built: level words, village endings, and the key that spellings share.

The key of a name is what remains without its level words: 荆庄村委会, 荆庄村 and 荆庄村村民委员会 share 荆庄,
介休 is the key of 介休市. A key is always a prefix of the name and never shorter than two characters
unless the name is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LEVELS = ("province", "city", "county", "township", "village")
CODE_LENGTHS = (2, 4, 6, 9, 12)
_LEVEL_OF_LENGTH = dict(zip(CODE_LENGTHS, LEVELS, strict=True))

# Names of the peoples as they stand in names of autonomous places (民族区域自治地方名录, 国家民委).
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|"
    "傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|"
    "布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|乌孜别克|俄罗斯族|俄罗斯|鄂温克族|"
    "德昂族|保安族|裕固族|塔塔尔族|塔塔尔|独龙族|鄂伦春族|基诺族|各族"
)
_COMMITTEE = re.compile(r"(?:村民民?|居民|牧民|职工|家属|居)?(?:管理)?(?:委员会|委会)委?$|(?<=[村居区民])委$")
# By their last character, the longest first.
_VILLAGE_KINDS = {"村": ("行政村", "自然村", "联村", "村"), "区": ("虚拟社区", "社区"), "查": ("嘎查",)}
_TOWNSHIP = re.compile(
    rf"(?:(?:{_PEOPLES})+|民族)?(?:乡|苏木)$|(?:街道|地区)(?:办事处)?$|办事处$",
)
_PEOPLE = re.compile(rf"(?:{_PEOPLES})+$")
_UPPER = re.compile(
    rf"(?:(?:{_PEOPLES})+自治[区州县旗]|(?:(?:{_PEOPLES})+)区|自治[区州县旗]|[省市县盟]|(?<![左右中前后合])旗|"
    r"地区|林区|特区|(?<![发园范新验务理城矿郊胜食技])区)$"
)


def level_of(code: str) -> str:
    """Return the level of a code by its length (2 province, 4 city, 6 county, 9 township, 12 village)."""
    return _LEVEL_OF_LENGTH[len(code)]


def village_key(name: str) -> str:
    """Return the key of a village's or community's name, in whatever spelling."""
    bare = _COMMITTEE.sub("", name) if name.endswith(("会", "委")) else name
    if len(bare) < 2:
        return name
    while True:
        for kind in _VILLAGE_KINDS.get(bare[-1], ()):
            if bare.endswith(kind) and len(bare) - len(kind) >= 2:
                bare = bare[: -len(kind)]
                break
        else:
            return bare


def township_key(name: str) -> str:
    """Return the key of a township's name: 于家务回族乡 → 于家务, 北坛街道 → 北坛."""
    if name.endswith("镇"):
        return name[:-1] if len(name) > 2 else name
    return _without(_TOWNSHIP, name)


def upper_key(name: str) -> str:
    """Return the key of a county's or city's name: 介休市 → 介休, 延边朝鲜族自治州 → 延边, 夏县 → 夏县."""
    return _without(_UPPER, name)


def without_people(key: str) -> str:
    """Return a village's key without the people that lives there: 汪家园畲族 → 汪家园."""
    return _without(_PEOPLE, key)


def stem_length(name: str, key_of: Callable[[str], str]) -> int:
    """Return how many characters a name's key has, 0 where the name is its own key.

    What ``key_of`` cuts off a name it cuts off each of its tails too, as long as two characters remain: the
    key of 义安镇荆庄村 tells those of 安镇荆庄村, 镇荆庄村 and so on.
    """
    length = len(key_of(name))
    return length if length < len(name) else 0


def _without(ending: re.Pattern[str], name: str) -> str:
    match = ending.search(name)
    return name[: match.start()] if match and match.start() >= 2 else name
