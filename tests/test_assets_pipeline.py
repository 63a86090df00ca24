"""The whole schedule in one process: over a small set of pages, twice, with changes, and with faults."""

import hashlib
import re
from dataclasses import replace

import dagster as dg
import pytest

from assets import contract_checks, g2_reading, g5_doubting, g7_reporting, read_pool
from assets.definitions import defs
from assets.facts import TABLES
from assets.family_checks import FAMILIES
from warehouse.store import Store

CLEAN = "今年上半年，青山镇改造卫生厕所2513户，新建垃圾收集点12个。\n"
SECOND = "截至目前，白水乡共有村民小组38个，其中18个已通自来水。\n"


class House:
    """A data folder with an input folder, and the jobs over them."""

    def __init__(self, data):
        self.data, self.pages = data, data / "pages"
        self.pages.mkdir()
        self.instance = dg.DagsterInstance.ephemeral()
        self.store = Store(data / "warehouse.duckdb")
        self.ledger = data / "reports" / "乡镇台账.xlsx"

    def put(self, name, text):
        (self.pages / name).write_text(text, encoding="utf-8")

    def run(self, job="rebuild", assets=None):
        """Run a job, or the given assets with their checks."""
        return defs.resolve_job_def(job).execute_in_process(
            instance=self.instance,
            raise_on_error=False,
            asset_selection=assets and [dg.AssetKey(a) for a in assets],
            run_config={
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                "resources": {"inputs": {"config": {"folders": [str(self.pages)]}}},
            }
            if not assets and job == "rebuild"
            else {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )

    def ids(self, table="page"):
        return sorted(self.store.read(f"SELECT page_id FROM {table}")["page_id"])

    def contents(self):
        return {
            table: self.store.read(f"SELECT * FROM {table} ORDER BY ALL").rows()
            for table in (*TABLES, "finding")
        }

    def checksum(self):
        return hashlib.sha256(self.ledger.read_bytes()).hexdigest()


@pytest.fixture
def house(data_folder):
    house = House(data_folder)
    house.put("a.txt", CLEAN)
    house.put("b.txt", SECOND)
    with house.instance:
        yield house


def failures(result):
    return [
        event.step_failure_data.user_failure_data.description
        for event in result.all_events
        if event.event_type is dg.DagsterEventType.STEP_FAILURE and event.step_failure_data.user_failure_data
    ]


def failed_checks(result):
    return {
        (c.asset_key.to_user_string(), c.check_name): c
        for c in result.get_asset_check_evaluations()
        if not c.passed
    }


def metadata(result, asset):
    (event,) = [
        e.materialization
        for e in result.get_asset_materialization_events()
        if e.asset_key == dg.AssetKey(asset)
    ]
    return {key: value.value for key, value in event.metadata.items()}


def read_again(monkeypatch):
    """Return the list into which the names of pages go when they are read."""
    names, read_page = [], read_pool.read_page
    monkeypatch.setattr(
        read_pool, "read_page", lambda text, name, *rest: names.append(name) or read_page(text, name, *rest)
    )
    return names


def test_everything_is_made_and_a_second_run_changes_nothing(house, monkeypatch):
    names = read_again(monkeypatch)
    first = house.run()
    assert first.success, failures(first)
    assert names == ["a.txt", "b.txt"]
    contents, checksum = house.contents(), house.checksum()
    assert (
        contents["metric"]
        and house.store.read("SELECT count(*) FROM metric WHERE verdict IS NULL").item() == 0
    )
    report = metadata(first, "ledger_workbook")
    assert report["SHA-256"] == checksum and report["字节"] == house.ledger.stat().st_size
    assert report["指标"] == len(contents["metric"]) and not report["暂不采用的数字"].records
    assert metadata(first, "metric")["dagster/row_count"] == len(contents["metric"])
    assert not failed_checks(first)

    written = house.ledger.stat().st_mtime_ns
    second = house.run()
    assert second.success and len(names) == 2
    assert house.contents() == contents and house.checksum() == checksum
    assert house.ledger.stat().st_mtime_ns == written and metadata(second, "ledger_workbook") == report
    house.ledger.write_bytes(b"someone has saved it over")
    assert house.run(assets=["ledger_workbook"]).success and house.checksum() == checksum
    assert house.store.read("SELECT count(*) FROM release").item() == 1


def test_only_what_has_changed_is_read_again(house, monkeypatch):
    assert house.run().success
    names = read_again(monkeypatch)
    house.put("a.txt", CLEAN.replace("2513", "2514"))
    (house.data / "inbox" / "c.txt").write_text("全县12个乡镇参加。", encoding="utf-8")
    (house.pages / "b.txt").unlink()
    assert house.run().success
    assert names == ["a.txt", "c.txt"] and house.ids() == ["a", "c"] == sorted(set(house.ids("number")))
    causes = dict(house.store.read("SELECT metric_id, cause FROM change").iter_rows())
    assert {metric_id[0]: cause for metric_id, cause in causes.items()} == {
        "a": "版面原文有改动",
        "b": "版面已撤",
        "c": "新收版面",
    }
    (house.pages / "a.yaml").write_text("issue_date: 2024-07-05")
    assert house.run().success
    assert names[2:] == ["a.txt"]
    (low,) = house.store.read("SELECT issue_date_low FROM page WHERE page_id = 'a'")["issue_date_low"]
    assert low.isoformat() == "2024-07-05"
    monkeypatch.setattr(g2_reading, "reader_version", lambda: "new rules")
    assert house.run().success
    assert names[3:] == ["a.txt", "c.txt"]


def test_only_what_has_changed_is_doubted_again(house, monkeypatch):
    both = "2025年6月，芮城县东垆乡修建水渠{}千米，惠及群众。\n"
    house.put("b.txt", both.format(12))
    assert house.run().success
    pages, doubt = [], g5_doubting.doubt

    def listened(facts, *rest):
        pages.append([one.page.page_id for one in facts])
        return doubt(facts, *rest)

    monkeypatch.setattr(g5_doubting, "doubt", listened)
    assert house.run().success and pages == []
    house.put("c.txt", both.format(12) + CLEAN)
    house.put("d.txt", both.format(19))  # a later page that tells it otherwise
    assert house.run().success
    assert pages == [["c", "d"]]
    asked = "SELECT page_id FROM finding WHERE rule = 'other_page' ORDER BY page_id"
    assert house.store.read(asked)["page_id"].to_list() == ["d"]
    assert house.store.read("SELECT verdict FROM metric WHERE page_id = 'd'")["verdict"].to_list() == [
        "review"
    ]
    house.put(
        "b.txt", both.format(19) + SECOND
    )  # now c is the one that tells it otherwise, and d agrees with b
    assert house.run().success
    assert pages[1:] == [["b", "c", "d"]]
    assert house.store.read(asked)["page_id"].to_list() == ["c"]
    contents = house.contents()
    monkeypatch.setattr(g5_doubting, "doubter_version", lambda: "new rules")
    assert house.run().success and pages[2:] == [["a", "b", "c", "d"]]
    assert house.contents() == contents


def test_bad_files_are_rejected_and_the_run_goes_on(house, monkeypatch):
    (house.data / "inbox" / "empty.txt").write_bytes(b"")
    (house.data / "inbox" / "a.txt").write_text("同名而内容不同，计3户。", encoding="utf-8")
    read_page = read_pool.read_page

    def fail_on_b(text, name, *rest):
        if name == "b.txt":
            raise ZeroDivisionError("planted")
        return read_page(text, name, *rest)

    monkeypatch.setattr(read_pool, "read_page", fail_on_b)
    assert house.run().success
    rejected = {
        name: (reason, detail)
        for name, _, reason, detail in house.store.read("FROM rejected_file").iter_rows()
    }
    assert {name: reason for name, (reason, _) in rejected.items()} == {
        "empty.txt": "空文件",
        "a.txt": "同名文件",
        "b.txt": "阅读出错",
    }
    assert "planted" in rejected["b.txt"][1] and "pages/a.txt" in rejected["a.txt"][1]
    assert house.ids() == ["a"]
    monkeypatch.undo()
    monkeypatch.setenv("TOWNLEDGER_DATA", str(house.data))
    assert house.run().success
    assert house.ids() == ["a", "b"]


def test_many_pages_are_read_in_processes_as_one_by_one(monkeypatch):
    rows = [
        {
            "file_name": f"{i}.txt",
            "text": CLEAN * i,
            "sha256": "0" * 64,
            "publication": "",
            "issue_date": None,
            "page": "",
        }
        for i in range(1, 8)
    ]
    alone = list(read_pool.read_all(rows))
    monkeypatch.setattr(read_pool, "PARALLEL_FROM", 2)
    assert list(read_pool.read_all(rows)) == alone and len(alone[6].metrics) == 7 * len(alone[0].metrics)


def test_when_no_page_can_be_read_the_reader_is_to_blame(house, monkeypatch):
    def fail(*_):
        raise ValueError("units.csv 第7行：planted")

    monkeypatch.setattr(read_pool, "read_page", fail)
    result = house.run()
    assert not result.success
    assert "units.csv 第7行" in failures(result)[0] and "一版也没有读成" in failures(result)[0]


def test_rows_that_break_their_contract_are_never_written(house, monkeypatch):
    read_page = read_pool.read_page

    def wrong(*given):
        facts = read_page(*given)
        facts.numbers = [replace(number, qualifier="perhaps") for number in facts.numbers]
        return facts

    monkeypatch.setattr(read_pool, "read_page", wrong)
    result = house.run()
    assert not result.success and "数字（number）" in failures(result)[0]
    assert house.store.read("SELECT count(*) FROM page").item() == 0
    assert not house.ledger.exists()


def test_a_bad_metric_is_named_and_the_report_refuses_even_alone(house):
    assert house.run().success
    before = house.checksum()
    metrics = house.store.read("SELECT * FROM metric WHERE page_id = 'a'").to_dicts()
    metrics[0]["text"] = metrics[0]["sentence"][:2]  # no longer what stands on the page at that place
    house.store.replace_pages("metric", metrics, ["a"])

    result = house.run()  # page a is unchanged, so its rows are not written anew
    assert not result.success
    failed = failed_checks(result)
    assert set(failed) == {("metric", "grounding"), ("metric", "numbers_measured")}
    offenders = failed["metric", "grounding"].metadata["不合约定的行"].records
    (row,) = offenders
    assert metrics[0]["metric_id"] in row.data.values() and metrics[0]["sentence"] in row.data.values()

    for job, assets in (("publish_only", None), ("rebuild", ["ledger_workbook"])):
        alone = house.run(job, assets)
        assert not alone.success
        assert "未生成" in failures(alone)[0] and "metric.grounding" in failures(alone)[0]
    assert house.checksum() == before


def test_what_has_been_checked_is_not_checked_again(house, monkeypatch):
    looked, validate = [], contract_checks.validate
    monkeypatch.setattr(
        contract_checks, "validate", lambda table, rows: looked.append(table) or validate(table, rows)
    )
    assert house.run().success
    assert {"page", "metric", "finding", "accepted_metric", "release"} <= set(looked)
    looked.clear()
    assert house.run().success
    assert looked == ["staged_page", "metric"]  # doubting wrote marks and verdicts after they were checked
    looked.clear()
    assert house.run().success and looked == []
    house.put("b.txt", SECOND.replace("38", "39"))
    assert house.run().success
    assert "metric" in looked and "rejected_file" not in looked
    looked.clear()
    monkeypatch.setattr(contract_checks, "contracts_version", lambda: "new rules")
    assert house.run().success and "rejected_file" in looked


def test_the_report_refuses_what_was_never_or_no_longer_checked(house):
    alone = house.run(assets=["ledger_workbook"])
    assert not alone.success and "台账未生成" in failures(alone)[0]
    assert house.run().success
    assert house.run(assets=["ledger_workbook"]).success
    assert house.run("publish_only").success


def test_the_definitions_tell_the_story_in_order():
    graph = defs.resolve_asset_graph()
    groups = {}
    for key in graph.toposorted_asset_keys:
        node = graph.get(key)
        groups.setdefault(node.group_name, []).append(key.to_user_string())
        assert node.description and node.owners and node.kinds
        assert key.to_user_string().isascii() and any("\u4e00" <= c <= "\u9fff" for c in node.description)
        # Nothing stands before what it is made from.
        assert all(graph.get(parent).group_name <= node.group_name for parent in node.parent_keys)
    assert list(groups) == sorted(groups)
    blocking = [spec.blocking for checks in defs.asset_checks for spec in checks.check_specs]
    assert blocking.count(False) == len(FAMILIES)  # figures that are held back do not stop the rest
    (spec,) = g7_reporting.ledger_workbook.specs
    assert re.search(r"\[下载\]\(http://127\.0\.0\.1:\d+/reports/\S+\.xlsx\)", spec.description)
