from __future__ import annotations

import pytest

from townledger.places.lookalike import default_glyphs, repair


@pytest.mark.parametrize(
    ("pair", "likeness"),
    [
        ("炉垆", "strong"),
        ("鹤鹅", "strong"),
        ("未末", "strong"),
        ("洛洺", "strong"),
        ("郭邬", "weak"),
        ("江河", "weak"),
        ("贺鹤", "sound"),
        ("员塬", "sound"),
        ("鹤喝", "sound"),
        ("埕磑", "absent"),
        ("红绿", ""),
        ("天瑶", ""),
        ("张李", ""),
        ("古加", ""),
        ("吴宋", ""),
        ("范蔡", ""),
        ("刘王", ""),
    ],
)
def test_likeness(pair: str, likeness: str) -> None:
    assert default_glyphs().likeness(*pair) == likeness


def mend(printed: str, *names: str, rarity: int = 5) -> tuple[str | None, str]:
    found = repair(printed, names, "某镇", default_glyphs(), lambda before, after: rarity)
    return found.name, found.reason


def test_one_lookalike_in_the_parent_is_taken() -> None:
    assert mend("东炉", "东垆", "学张")[0] == "东垆"
    assert mend("郭城店", "邬城店", "义安")[0] == "邬城店"


@pytest.mark.parametrize(
    ("printed", "names", "reason"),
    [
        ("东宋壁", ["西宋壁"], "对立字"),
        ("上王", ["下王"], "对立字"),
        ("大洼", ["小洼"], "对立字"),
        ("前进", ["后进"], "对立字"),
        ("新庄", ["旧庄"], "对立字"),
        ("罗庄", ["罗王庄"], "字数不同"),
        ("王天", ["王瑶"], "字形并不相近"),
        ("白窝", ["学张"], "无此名"),
        ("东炉", ["东垆", "东护"], "不止一个"),
    ],
)
def test_guards(printed: str, names: list[str], reason: str) -> None:
    name, why = mend(printed, *names)
    assert name is None
    assert reason in why


def test_a_homophone_in_the_parent_is_taken() -> None:
    assert mend("白贺", "白鹤", "学张") == ("白鹤", "某镇内唯一相近的名称，读音相同（贺/鹤）")
    assert mend("白贺", "白鹤", "白荷")[0] is None
    assert mend("白贺", "白鹅", "学张")[0] is None


def test_homophone_surnames_need_a_distinctive_rest() -> None:
    assert mend("师家庄", "石家庄", rarity=21)[0] is None
    assert mend("师家庄", "石家庄", rarity=20)[0] == "石家庄"


def test_a_shared_radical_needs_a_distinctive_rest() -> None:
    assert mend("郭家庄", "郝家庄", rarity=20)[0] == "郝家庄"
    assert mend("郭家庄", "郝家庄", rarity=21)[0] is None
    assert mend("江口", "河口")[0] is None
