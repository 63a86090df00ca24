"""The main job as a person does it: *Materialize all* in the Dagster UI, then the download page."""

import hashlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 180  # seconds for what takes ten on an idle machine

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not os.path.exists(CHROMIUM) and not os.environ.get("CI"),
        reason="needs Debian's chromium (.ci/run installs it)",
    ),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    table = subprocess.run(
        ["ps", "-eo", "pid=,sid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    rows = [tuple(map(int, line.split())) for line in table.splitlines()]
    sessions = {child for child, _, parent in rows if parent == pid}
    return {child for child, session, _ in rows if session in sessions}


def runs(pid):
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """`make serve` over an empty data folder; stops it by Ctrl-C and sees that nothing is left."""
    data = tmp_path_factory.mktemp("data")
    ui, portal = free_port(), free_port()
    command = ["-m", "assets.serve", "--ui-port", str(ui), "--portal-port", str(portal)]
    server = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"TOWNLEDGER_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(PATIENCE, server.kill)
    watchdog.start()
    told = []
    for line in server.stdout:
        told.append(line)
        if "Ctrl-C" in line:
            break
    watchdog.cancel()
    assert server.poll() is None, "".join(told)
    assert f"http://127.0.0.1:{ui}" in "".join(told) and f"http://127.0.0.1:{portal}" in "".join(told)

    taken = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert taken.returncode == 1 and "已被占用" in taken.stderr and taken.stderr.count("\n") == 1

    yield f"http://127.0.0.1:{ui}", f"http://127.0.0.1:{portal}", data

    family = children_of(server.pid)
    assert len(family) >= 4  # the UI, its daemon, its code server and the portal
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=60) == 0
    deadline = time.monotonic() + 10
    while left := [pid for pid in family if runs(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def test_materialize_all_then_download(served, browser):
    ui, portal, data = served
    page = browser.new_page(viewport={"width": 1500, "height": 950})
    page.set_default_timeout(PATIENCE * 1000)

    page.goto(portal)
    assert page.get_by_text("make report").count() or page.get_by_text("还没有").count()

    # No welcome window stands in the way of the first click.
    page.goto(f"{ui}/asset-groups")
    page.get_by_text("g7_report").first.wait_for()
    page.get_by_role("button", name=re.compile("Materialize all")).click()
    page.get_by_text("Launched run").first.wait_for()
    page.goto(f"{ui}/runs")
    page.get_by_text(re.compile("^(Success|Failure)$")).first.wait_for()
    assert page.get_by_text(re.compile("^Failure$")).count() == 0

    page.goto(f"{ui}/assets/ledger_workbook")
    link = page.locator(f'a[href^="{portal}/reports/"]').first
    link.wait_for()
    shown = page.get_by_text(re.compile("^[0-9a-f]{64}$")).first.inner_text()
    page.screenshot(path=data / "report.png")

    page.goto(portal)
    with page.expect_download() as download:
        page.get_by_text("下载", exact=True).first.click()
    file = download.value
    content = Path(file.path()).read_bytes()
    assert file.suggested_filename == "乡镇台账.xlsx"
    assert hashlib.sha256(content).hexdigest() == shown
    assert "待核清单" in openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames
