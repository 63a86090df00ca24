"""The event calendar is checked when it is loaded; faults are named by file and line."""

from datetime import date
from pathlib import Path

import pytest

from townledger.dating.events import COLUMNS, EVENTS_FILE, LUNAR_FILE, CalendarError, load_calendar


def test_the_calendar_in_seeds_is_sound() -> None:
    calendar = load_calendar()
    assert calendar.words["ordinal"]["安全生产月"].base == 2001
    assert calendar.words["ordinal"]["交通安全日"].base == 2011


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("某日,某日,ordinal,2001,06-01,06-30,x,2024=22 某报", "checked"),
        ("某日,某日,ordinal,2001,06-01,06-30,x,某报", "checked"),
        ("某日,某日,ordinal,2001,06-01,,x,", "to"),
        ("某日,某日,ordinal,0,06-01,06-30,x,", "base"),
        ("某日,某日,weekly,2001,06-01,06-30,x,", "kind"),
        ("某会,某会,since,,2022-13-01,,x,", "from"),
        ("某会,,since,,2022-10-16,,x,", "words"),
        ("某会,某会,since,,2022-10-16,,,", "source"),
        ("某会,某会,since", "8格"),
        ("某月,安全生产月,ordinal,2001,06-01,06-30,x,", "重复"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str, fault: str) -> None:
    good = EVENTS_FILE.read_text(encoding="utf-8")
    path = tmp_path / "events.csv"
    path.write_text(good + row + "\n", encoding="utf-8")
    with pytest.raises(CalendarError, match=rf"events.csv 第{len(good.splitlines()) + 1}行.*{fault}"):
        load_calendar(path)


def test_a_faulty_header_and_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with pytest.raises(CalendarError, match="不能读取"):
        load_calendar(path)
    path.write_text("name\n", encoding="utf-8")
    with pytest.raises(CalendarError, match="表头"):
        load_calendar(path)
    path.write_text(",".join(COLUMNS) + "\n某会,某会,since,,2022-10-16,,x,\n", encoding="utf-8")
    with pytest.raises(CalendarError, match="没有"):
        load_calendar(path)


def test_a_checked_row_passes(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        EVENTS_FILE.read_text(encoding="utf-8") + "某日,某日,ordinal,2001,06-01,06-30,x,2024=23 某报\n"
    )
    assert load_calendar(path).words["ordinal"]["某日"].base == 2001


def test_lunar_festivals_have_their_own_day_each_year() -> None:
    calendar = load_calendar()
    assert calendar.festival("春节", 2024) == (date(2024, 2, 10), date(2024, 2, 16))
    assert calendar.festival("中秋节", 2020) == (date(2020, 10, 1), date(2020, 10, 1))
    assert calendar.festival("国庆", 2020) == (date(2020, 10, 1), date(2020, 10, 7))
    assert calendar.festival("春节", 1989) is None and calendar.festival("春耕", 2024) is None
    assert {1990, 2035} <= set(calendar.lunar["春节"])
    assert all((1, 20) < (d.month, d.day) < (2, 22) for d in calendar.lunar["春节"].values())


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2036,02-30,x,y,z,v,s", "春节"),
        ("2036,01-28", "7格"),
        ("x,01-28,02-11,05-30,10-04,10-27,s", "春节"),
    ],
)
def test_a_faulty_lunar_row_is_named(tmp_path: Path, row: str, fault: str) -> None:
    good = LUNAR_FILE.read_text(encoding="utf-8")
    path = tmp_path / "lunar.csv"
    path.write_text(good + row + "\n", encoding="utf-8")
    with pytest.raises(CalendarError, match=rf"lunar.csv 第{len(good.splitlines()) + 1}行.*(?:{fault})"):
        load_calendar(EVENTS_FILE, path)
