"""What starts runs by itself: the nightly schedule and the watch on the inbox; and `make report` itself."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from assets.automation import inbox_sensor, nightly
from assets.definitions import defs
from assets.home import prepare
from assets.resources import Inputs
from assets.versions import fingerprint

ROOT = Path(__file__).resolve().parents[1]


def look(cursor):
    """Return what the sensor says, given the cursor that it left last time."""
    with dg.build_sensor_context(cursor=cursor) as context:
        return inbox_sensor(context, inputs=Inputs())


def test_the_sensor_goes_by_content(data_folder):
    inbox = data_folder / "inbox"
    assert isinstance(look(None), dg.SkipReason)  # an empty inbox is nothing new
    page = inbox / "a.txt"
    page.write_text("全镇12个村。", encoding="utf-8")
    first = look(None)
    assert len(first.run_requests) == 1
    os.utime(page, (1, 1))
    assert isinstance(look(first.cursor), dg.SkipReason)  # only the time has changed
    page.write_text("全镇13个村。", encoding="utf-8")
    os.utime(page, (1, 1))
    second = look(first.cursor)
    assert len(second.run_requests) == 1  # same length, same time, other content
    page.write_text("全镇12个村。", encoding="utf-8")
    assert len(look(second.cursor).run_requests) == 1  # back again: to be read again
    (inbox / "a.yaml").write_text("page: 1")
    assert len(look(first.cursor).run_requests) == 1
    (inbox / "a.yaml").unlink()
    (inbox / ".swp").write_text("x")
    assert isinstance(look(first.cursor), dg.SkipReason)
    page.unlink()
    assert len(look(first.cursor).run_requests) == 1


def test_the_schedule_runs_at_night_in_beijing_without_being_switched_on():
    assert nightly.execution_timezone == "Asia/Shanghai"
    assert nightly.default_status is dg.DefaultScheduleStatus.RUNNING
    assert inbox_sensor.default_status is dg.DefaultSensorStatus.RUNNING
    with dg.build_schedule_context(
        scheduled_execution_time=datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))
    ) as context:
        assert len(nightly.evaluate_tick(context).run_requests) == 1


def test_the_jobs_hold_what_their_names_say():
    def made(job):
        return {key.to_user_string() for key in defs.resolve_job_def(job).asset_layer.executable_asset_keys}

    everything = {key.to_user_string() for key in defs.resolve_asset_graph().executable_asset_keys}
    assert made("rebuild") == everything
    assert made("publish_only") == {"release", "change", "published_warehouse", "ledger_workbook"}


def test_prepare_brings_our_settings_into_dagster_home(data_folder, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "/elsewhere")
    home = prepare("make report")
    assert home == data_folder / "dagster_home" and os.environ["DAGSTER_HOME"] == str(home)
    assert (home / "dagster.yaml").read_bytes() == (ROOT / "dagster.yaml").read_bytes()


def test_a_version_follows_names_and_contents(monkeypatch, tmp_path):
    monkeypatch.setattr("assets.versions.ROOT", tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.py").write_text("1")
    first = fingerprint([tmp_path / "a"])
    (tmp_path / "a" / "__pycache__").mkdir()
    (tmp_path / "a" / "__pycache__" / "x.pyc").write_text("2")
    assert fingerprint([tmp_path / "a"]) == first
    (tmp_path / "a" / "x.py").rename(tmp_path / "a" / "y.py")
    second = fingerprint([tmp_path / "a"])
    (tmp_path / "a" / "y.py").write_text("2")
    assert len({first, second, fingerprint([tmp_path / "a"])}) == 3


@pytest.mark.parametrize("broken", [False, True])
def test_make_report_says_what_came_of_it(tmp_path, broken):
    """The command behind `make report`: a summary and a path, or one line and status 1; never a traceback."""
    if broken:
        (tmp_path / "warehouse.duckdb").write_bytes(b"no database")
    environment = os.environ | {"TOWNLEDGER_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "assets.rebuild"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)
    if broken:
        assert result.returncode == 1 and "warehouse.duckdb" in result.stderr
        assert "Traceback" not in result.stderr and len(result.stderr.splitlines()) == 2
    else:
        assert result.returncode == 0, result.stderr
        assert not result.stderr.strip()
        for stage in ("收件", "阅读", "核验", "发布", "报表"):
            assert f"  {stage}　" in result.stdout
        assert "版面 5" in result.stdout and "工作簿：" in result.stdout
        assert (tmp_path / "reports" / "乡镇台账.xlsx").stat().st_size > 10_000


@pytest.mark.parametrize("module", ["rebuild", "serve"])
def test_a_data_folder_that_cannot_be_written_is_said_in_one_line(module, tmp_path):
    (tmp_path / "file").write_text("in the way")
    environment = os.environ | {"TOWNLEDGER_DATA": str(tmp_path / "file" / "data")}
    command = [sys.executable, "-m", f"assets.{module}"]
    ports = ["--ui-port", "39113", "--portal-port", "39114"] if module == "serve" else []
    told = subprocess.run([*command, *ports], env=environment, capture_output=True, text=True, timeout=120)
    assert told.returncode == 1 and told.stderr.count("\n") == 1
    assert "不能写入" in told.stderr and "TOWNLEDGER_DATA" in told.stderr
