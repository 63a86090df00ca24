from __future__ import annotations

import pytest

from townledger.places.names import township_key, upper_key, village_key
from townledger.places.register import Register, RegisterError, default_register


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("荆庄村委会", "荆庄"),
        ("荆庄村", "荆庄"),
        ("荆庄村民委员会", "荆庄"),
        ("小宋曲村村民委员会", "小宋曲"),
        ("东张联村村委会", "东张"),
        ("新华北街社区居民委员会", "新华北街"),
        ("新华北街居委会", "新华北街"),
        ("多福巷社区居委会", "多福巷"),
        ("卜尔汉图嘎查", "卜尔汉图"),
        ("梅林营子嘎查委员会", "梅林营子"),
        ("肖村村民委员会", "肖村"),
        ("新村", "新村"),
        ("郑村社区居民委员会", "郑村"),
    ],
)
def test_spellings_share_a_key(spelling: str, key: str) -> None:
    assert village_key(spelling) == key


def test_keys_of_upper_levels() -> None:
    assert township_key("于家务回族乡") == "于家务"
    assert township_key("北坛街道办事处") == "北坛"
    assert township_key("王乡") == "王乡"
    assert [upper_key(n) for n in ("介休市", "夏县", "延边朝鲜族自治州", "龙胜各族自治县")] == [
        "介休",
        "夏县",
        "延边",
        "龙胜",
    ]
    assert upper_key("土默特左旗") == "土默特左旗"
    assert upper_key("日照经济技术开发区") == "日照经济技术开发区"


def test_descent_passes_over_codes_without_a_place() -> None:
    register = default_register()
    assert register.path("140830200") == "山西省运城市芮城县东垆乡"
    assert register.path("110101001") == "北京市东城区东华门街道"
    assert register.path("441900003") == "广东省东莞市东城街道"
    assert register.parent("441900003") == "4419"
    assert register.parent("429004") == "42"
    assert register.children("11")[0] == "110101"
    assert register.children("4419")[0] == "441900003"
    assert "4603" in register.children("46")
    assert register.ancestors("140824104208") == ["140824104", "140824", "1408", "14"]


def test_find_by_any_spelling_and_parent() -> None:
    register = default_register()
    assert register.find("晋") == ["14"]
    assert register.find("山西", level="province") == ["14"]
    assert register.find("介休") == register.find("介休市") == ["140781"]
    assert register.find("荆庄村", within="140824") == ["140824104208"]
    assert register.find("东垆", within="140830") == ["140830200", "140830200210"]
    assert register.find("东垆乡", within="140830") == ["140830200"]
    assert register.find("小宋曲村民委员会", within="1407") == ["140781106209"]
    assert register.find("荆庄村", within="140830") == []
    assert len(register.find("朝阳区", level="county")) == 2
    assert len(register.find("西王村", within="14", level="village")) == 8


def test_counts_and_names() -> None:
    register = default_register()
    count = register.village_count("140830200")
    assert (count.villages, count.communities, count.total) == (13, 0, 13)
    assert register.name("140781005008") == "新华北街社区居民委员会"
    assert "140781005008" in register
    assert "140781005999" not in register
    with pytest.raises(KeyError):
        register.name("140781005999")


def test_a_broken_register_is_one_clear_line(tmp_path) -> None:
    with pytest.raises(RegisterError, match=r"build_register\.py"):
        Register.load(tmp_path)
