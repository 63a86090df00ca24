"""Decisions all the way: written into the workbook, taken, applied, kept over rebuilds, and shown."""

import os
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import dagster as dg
import pytest
import warehouse_kit
from openpyxl import load_workbook
from starlette.testclient import TestClient
from test_assets_pipeline import House, failed_checks, failures, metadata

from assets import g5_doubting, review
from assets.automation import review_sensor
from assets.decisions import take
from assets.g5_reviewing import settled
from assets.releases import changes
from assets.resources import Inputs
from checks.norms import TableError
from checks.records import Doubts
from portal.app import create_app
from reports.workbook import write_ledger
from warehouse.store import Store

WASTE = "近3年来，芮城县东垆乡累计清运生活垃圾5400万吨，改造卫生厕所2513户。\n"
SHEET = "待核清单"
BLOCKED = "SELECT * FROM finding WHERE severity = 'block'"


def folders(data):
    return [data / "corrections", data / "reviews"]


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A house after its first rebuild, to be copied."""
    data = tmp_path_factory.mktemp("first")
    (data / "inbox").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNLEDGER_DATA", str(data))
        patch.setattr(Inputs, "decisions", lambda _: folders(data))
        house = House(data)
        house.put("a.txt", WASTE)
        with house.instance:
            rebuilt(house)
    return data


@pytest.fixture
def made(first, data_folder, monkeypatch):
    """A copy of that house."""
    monkeypatch.setattr(Inputs, "decisions", lambda _: folders(data_folder))
    copied = shutil.ignore_patterns("pages", "inbox")
    shutil.copytree(first, data_folder, dirs_exist_ok=True, ignore=copied)
    house = House(data_folder)
    house.put("a.txt", WASTE)
    with house.instance:
        yield house


def taken(house):
    """Take the decisions and publish, without Dagster; return what waits for a person."""
    result = settled(take(house.store, folders(house.data)), house.store)
    house.store.publish()
    write_ledger(Store.published(house.store.published_path), house.ledger, {})
    return [row.data["问题"] for row in result.metadata["待处理的意见"].records]


def rebuilt(house):
    """Rebuild, insist that it worked, return the run."""
    result = house.run()
    assert result.success, failures(result)
    return result


def fill(house, path: Path, saved="2026-11-20T01:30:00", **cells) -> Path:
    """Write a decision about the waste into the published workbook; keywords are Chinese headers."""
    book = load_workbook(house.ledger)
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["原文"]).value == "5400万吨")
    for header, value in cells.items():
        sheet.cell(row, at[header]).value = value
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(modified[^>]*>)[^<]*", rf"\g<1>{saved}Z", core, count=1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def shown(house, sheet=SHEET):
    """Return the row of the waste on a sheet of the published workbook."""
    rows = load_workbook(house.ledger)[sheet].iter_rows(values_only=True)
    header = next(rows)
    return next(found for row in rows if (found := dict(zip(header, row, strict=True)))["原文"] == "5400万吨")


def accepted(house):
    rows = house.store.read("SELECT * FROM accepted_metric WHERE text = '5400万吨'").to_dicts()
    return rows[0] if rows else None


def reviews(house):
    return house.store.read("SELECT * FROM review ORDER BY decided_at, review_id").to_dicts()


CORRECTION = {
    "复核决定": "修改",
    "修改值下限": 5400,
    "修改值上限": 5400,
    "理由": "原稿为5400吨",
    "复核人": "王",
}


def test_a_decision_goes_all_the_way_and_stays(made, tmp_path, capsys):
    assert accepted(made) is None and made.store.read(BLOCKED).height == 1
    held = rebuilt(made)
    (waiting,) = failed_checks(held).items()
    assert waiting[0] == ("finding", "quota") and waiting[1].severity is dg.AssetCheckSeverity.WARN
    (offender,) = [row.data for row in waiting[1].metadata["最可疑"].records]
    assert (offender["原文"], offender["建议"]) == ("5400万吨", "5400吨") and offender["算式"]
    assert waiting[1].metadata["隔离"].value == 1
    (told,) = metadata(held, "ledger_workbook")["暂不采用的数字"].records
    assert (told.data["结论"], told.data["原文"], told.data["建议"]) == ("已隔离", "5400万吨", "5400吨")
    file = fill(made, tmp_path / "交回" / "台账（王）.xlsx", **CORRECTION)

    assert review.main([str(file)]) == 0  # a preview changes nothing
    assert "可采用 1，不合格 0" in capsys.readouterr().out and reviews(made) == []
    assert review.main([str(file), "--yes"]) == 0
    assert "54,000,000吨 → 5,400吨（原稿为5400吨）" in capsys.readouterr().out
    (taken,) = reviews(made)
    assert (taken["reviewer"], taken["old_low"], taken["value_low"]) == ("王", 5.4e7, 5400.0)
    assert taken["decided_at"] == datetime(2026, 11, 20, 9, 30)  # when the file was saved, in Beijing
    assert taken["source"].endswith("（台账（王）.xlsx）")
    assert made.store.read(BLOCKED)["state"].to_list() == ["corrected"]
    assert review.main([str(file), "--yes"]) == 0
    assert "已记过 1" in capsys.readouterr().out and len(reviews(made)) == 1

    assert not failed_checks(rebuilt(made))
    row = accepted(made)
    assert (row["value_low"], row["canonical_low"], row["printed_low"]) == (5400.0, 5.4e6, 5.4e7)
    assert shown(made)["处理状态"] == "已更正" and shown(made)["复核决定"] is None
    assert shown(made)["已有意见"] == "王：修改为5400吨（2026-11-20，原稿为5400吨）"
    assert shown(made, "指标台账")["数值下限"] == 5400
    assert (shown(made, "复核记录")["原值下限"], shown(made, "复核记录")["修改值下限"]) == (5.4e7, 5400)
    client = TestClient(create_app(made.data))
    assert "5400万吨" not in client.get("/").text
    assert "王：修改" in client.get(f"/figure/{taken['metric_id']}").text
    cause = made.store.read("SELECT cause FROM change WHERE metric_id = ?", [taken["metric_id"]])
    assert len(cause) == 1

    before = (made.checksum(), reviews(made))
    (made.data / "warehouse.duckdb").unlink()  # the file of corrections brings it back
    rebuilt(made)
    assert reviews(made) == before[1] and accepted(made)["value_low"] == 5400


def test_a_figure_that_a_decision_on_another_clears_is_changed_by_a_review(tmp_path):
    rows = warehouse_kit.tables()
    bond = rows["finding"][0] | {"severity": "review", "suspects": rows["metric"][2]["metric_id"]}
    held = [row | {"verdict": "review"} if at else row for at, row in enumerate(rows["metric"])]
    before, after = Store(tmp_path / "a.duckdb"), Store(tmp_path / "b.duckdb")
    for store in (before, after):
        with store.write():
            for name, some in (("page", rows["page"]), ("metric", held), ("finding", [bond])):
                store.replace_all(name, some)
            store.replace_all("review", rows["review"] if store is after else [])
    told = {row["metric_id"]: (row["kind"], row["cause"]) for row in changes(after, before, "r2")}
    assert told == dict.fromkeys((bond["metric_id"], bond["suspects"]), ("added", "复核"))
    back = {(row["kind"], row["cause"]) for row in changes(before, after, "r3")}
    assert back == {("removed", "规则、程序或复核有改动")}


def test_an_unedited_workbook_gives_nothing(made, capsys):
    assert review.main([str(made.ledger), "--yes"]) == 0
    assert "可采用 0，不合格 0，无所指 0，待复核 0" in capsys.readouterr().out
    assert not list(made.data.glob("reviews/*"))


def test_dropped_workbooks_are_taken_and_bad_ones_do_not_stop_the_run(made):
    folder = made.data / "reviews"
    fill(made, folder / "王.xlsx", **CORRECTION)
    fill(made, folder / "张.xlsx", 复核决定="同意", 复核人="张")
    fill(made, folder / "空.xlsx", 复核决定="驳回", 理由="没有署名")
    (folder / "照片.xlsx").write_bytes(b"no workbook")
    (folder / "~$王.xlsx").write_bytes(b"open in Excel")
    failed = failed_checks(rebuilt(made))
    assert failed.keys() == {("review", "reviews_settled")}
    told = [row.data for row in failed["review", "reviews_settled"].metadata["待处理的意见"].records]
    assert [row["问题"] for row in told] == ["读不成", "不合格", "不合格"]
    assert told[0]["详情"].startswith("照片.xlsx: 不是 Excel 工作簿") and "没有写复核人" in told[2]["详情"]
    assert [row["source"] for row in reviews(made)] == ["data/reviews/王.xlsx"]
    assert accepted(made)["value_low"] == 5400


def test_a_decision_outlives_its_file(made):
    file = fill(made, made.data / "reviews" / "王.xlsx", **CORRECTION)
    assert taken(made) == []
    before = reviews(made)
    file.unlink()
    assert taken(made) == [] and reviews(made) == before != []


def test_two_who_disagree_hold_the_figure_back_until_they_agree(made):
    folder = made.data / "reviews"
    fill(made, folder / "王.xlsx", **CORRECTION)
    fill(made, folder / "李.xlsx", 复核决定="采纳", 复核人="李")
    assert taken(made) == ["意见不一"]
    assert accepted(made) is None and shown(made)["处理状态"] == "未处理"
    opinions = shown(made)["已有意见"].splitlines()
    assert opinions[0] == "【意见不一，暂不采用】"
    assert sorted(line.partition("：")[0] for line in opinions[1:]) == ["李", "王"]
    page = TestClient(create_app(made.data)).get("/").text
    assert "王：修改为5400吨" in page and "李：采纳" in page

    agreed = CORRECTION | {"复核人": "李", "理由": ""}
    fill(made, folder / "李二.xlsx", saved="2026-11-21T01:00:00", **agreed)
    assert taken(made) == []
    assert accepted(made)["value_low"] == 5400 and len(reviews(made)) == 3


def test_a_changed_sentence_is_to_be_reviewed_again(made, tmp_path, capsys):
    def print_instead(old, new):
        rows = made.store.read("SELECT * FROM metric").to_dicts()
        changed = [row | {"sentence": row["sentence"].replace(old, new)} for row in rows]
        made.store.replace_pages("metric", changed, ["a"])

    fill(made, made.data / "reviews" / "王.xlsx", **CORRECTION)
    late = fill(made, tmp_path / "late.xlsx", **CORRECTION | {"复核人": "李"})
    assert taken(made) == [] and accepted(made)
    print_instead("改造", "新建")
    assert taken(made) == ["待复核"]
    assert accepted(made) is None and len(reviews(made)) == 1
    assert shown(made)["已有意见"].startswith("〔句子已改，待复核〕王：")
    assert shown(made, "复核记录")["效力"] == "待复核"
    assert review.main([str(late), "--yes"]) == 0
    assert "可采用 0，不合格 0，无所指 0，待复核 1" in capsys.readouterr().out
    assert accepted(made) is None and len(reviews(made)) == 2
    print_instead("新建", "改造")
    assert taken(made) == []
    assert accepted(made)["value_low"] == 5400  # the sentence is again the one that was judged
    made.store.replace_all("finding", [])
    third = fill(made, tmp_path / "third.xlsx", **CORRECTION | {"复核人": "张"})
    assert review.main([str(third), "--yes"]) == 0
    assert "无所指 1" in capsys.readouterr().out and len(reviews(made)) == 2
    assert accepted(made)["value_low"] == 5400  # a decision about a figure outlives the doubt


def test_without_a_stamp_in_the_workbook_the_file_tells_the_time(made, tmp_path, capsys):
    file = fill(made, tmp_path / "x.xlsx", saved="1980-01-01T00:00:00", **CORRECTION)
    saved = datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp()
    os.utime(file, (saved, saved))
    assert review.main([str(file), "--yes"]) == 0
    assert "以文件的修改时间 2026-11-22 09:30 为决定时间" in capsys.readouterr().out
    (row,) = reviews(made)
    assert row["decided_at"] == datetime(2026, 11, 22, 9, 30) and "取文件的修改时间" in row["source"]
    assert review.main([str(file), "--yes"]) == 0  # the corrections that were kept, and the file again
    assert len(reviews(made)) == 1


def correction(house, **more) -> str:
    (finding,) = house.store.read(BLOCKED).to_dicts()
    fields = {
        "finding_id": finding["finding_id"],
        "metric_id": finding["metric_id"],
        "sentence": WASTE.strip(),
        "decision": "修改",
        "value_low": 5400,
        "value_high": 5400,
        "reviewer": "王",
        "decided_at": "2026-11-20",
    } | more
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in fields.items()) + "\n"


def test_versioned_corrections_count_and_must_match(made):
    file = made.data / "corrections" / "2026.yaml"
    file.parent.mkdir()
    good = correction(made)
    file.write_text(good, encoding="utf-8")
    rebuilt(made)
    assert accepted(made)["value_low"] == 5400
    assert reviews(made)[0]["source"] == "seeds/reviews/2026.yaml"
    before = made.checksum()

    file.write_text(good + correction(made, finding_id="gone", metric_id="gone:0-1"), encoding="utf-8")
    lost = made.run()
    assert not lost.success and made.checksum() == before
    (violation,) = failed_checks(lost)["review", "corrections_match"].metadata["不合约定的行"].records
    assert "gone" in violation.data.values() and "seeds/reviews/2026.yaml" in violation.data.values()
    alone = made.run("publish_only")
    assert not alone.success and "review.corrections_match" in failures(alone)[0]

    file.unlink()  # what is no longer there no longer counts
    assert taken(made) == []
    assert accepted(made) is None and reviews(made) == []


def test_a_malformed_correction_stops_the_run_with_file_and_line(made):
    file = made.data / "corrections" / "2026.yaml"
    file.parent.mkdir()
    file.write_text(correction(made) + "- decision: 修改\n", encoding="utf-8")
    result = made.run()
    assert not result.success and "seeds/reviews/2026.yaml:9: decided_at" in failures(result)[0]
    file.write_text(correction(made) + correction(made, reviewer=""), encoding="utf-8")
    with pytest.raises(TableError, match=r"seeds/reviews/2026.yaml:9: 没有写复核人"):
        taken(made)


def test_an_impossible_figure_is_not_published_even_when_its_verdict_is_wrong(made, monkeypatch):
    def believe(pages, register, across):
        return Doubts([], [], {m.metric_id: "passed" for page in pages for m in page.metrics})

    monkeypatch.setattr(g5_doubting, "doubt", believe)
    monkeypatch.setattr(g5_doubting, "doubter_version", lambda: "believes everything")
    before = made.checksum()
    result = made.run()
    assert not result.success and made.checksum() == before
    (key,) = failed_checks(result)
    assert key == ("accepted_metric", "contract")
    (row,) = failed_checks(result)[key].metadata["不合约定的行"].records
    assert "定额" in row.data["问题"] and "超过上限3.0" in row.data["值"] and "5400万吨" in row.data["句子"]
    published = Store.published(made.store.published_path).read("SELECT text FROM accepted_metric")
    assert "5400万吨" not in published["text"].to_list()
    made.put("a.txt", WASTE.replace("5400万吨", "5400吨"))
    rebuilt(made)
    assert made.checksum() != before


def test_the_sensor_watches_what_comes_back(data_folder, monkeypatch):
    seeds, returned = data_folder / "corrections", data_folder / "reviews"
    monkeypatch.setattr(Inputs, "decisions", lambda _: [seeds, returned])

    def look(cursor):
        with dg.build_sensor_context(cursor=cursor) as context:
            return review_sensor(context, inputs=Inputs())

    assert isinstance(look(None), dg.SkipReason)  # there are no folders yet
    returned.mkdir()
    (returned / "~$王.xlsx").write_bytes(b"open in Excel")
    (returned / "读我.txt").write_bytes(b"no decision")
    assert isinstance(look(None), dg.SkipReason)
    (returned / "王.xlsx").write_bytes(b"1")
    first = look(None)
    assert len(first.run_requests) == 1 and isinstance(look(first.cursor), dg.SkipReason)
    seeds.mkdir()
    (seeds / "a.csv").write_bytes(b"1")
    assert len(look(first.cursor).run_requests) == 1
    assert review_sensor.default_status is dg.DefaultSensorStatus.RUNNING


def test_the_command_says_what_is_wrong_in_one_line(data_folder, capsys):
    file = data_folder / "x.xlsx"
    for arguments, why in (
        ([str(file)], "没有这个文件"),
        ([""], "请写明文件"),
    ):
        assert review.main(arguments) == 2
        assert why in capsys.readouterr().err
    file.write_bytes(b"x")
    assert review.main([str(file)]) == 2
    said = capsys.readouterr().err
    assert "make report" in said and len(said.splitlines()) == 1  # no warehouse yet


def test_a_wrong_file_is_one_line(made, capsys):
    file = made.data / "x.xlsx"
    file.write_bytes(b"x")
    capsys.readouterr()
    assert review.main([str(file), "--yes"]) == 2
    said = capsys.readouterr().err
    assert "x.xlsx: 不是 Excel 工作簿" in said and len(said.splitlines()) == 1
