import hashlib
import os
import re
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import pytest
from openpyxl import Workbook
from reports_fixture import FINDINGS, METRICS, PAGE, ROWS, TEXT, build
from starlette.testclient import TestClient

from checks.reviews import Doubted, read_corrections, weigh
from portal.app import HEADERS, create_app
from portal.decisions import MAX_BYTES, keep
from portal.html import Html, join, tag
from reports.workbook import write_ledger
from warehouse.store import Snapshot

NAME = "乡镇台账.xlsx"
ADDRESS = f"/reports/{quote(NAME)}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_ledger(build(folder), folder / "reports" / NAME, {"input_hash": "b" * 64})
    (folder / "secret.xlsx").write_bytes(b"secret")
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> TestClient:
    return TestClient(create_app(data))


def figure(client: TestClient, metric: dict) -> str:
    answer = client.get(f"/figure/{quote(metric['metric_id'], safe='')}")
    assert answer.status_code == 200
    return answer.text


def test_the_list_says_what_the_file_says(client, data):
    content = (data / "reports" / NAME).read_bytes()
    text = client.get("/").text
    assert hashlib.sha256(content).hexdigest() in text and f"{len(content):,} 字节" in text
    assert f'href="{ADDRESS}"' in text
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", text))
    assert facts["列入指标台账的数字"] == str(len(METRICS)) and facts["疑点：隔离"] == "2"
    assert facts["输入校验码"] == "b" * 64
    assert "本表系新闻文本整理表，非统计调查表" in text


def test_the_list_shows_the_figures_that_may_not_be_used(client):
    text = client.get("/").text
    shown = re.findall(r'<td class="figure"><a href="([^"]+)">([^<]+)</a>', text)
    assert [figure for _, figure in shown] == ["5400万吨", "十余次"]
    assert all(client.get(address).status_code == 200 for address, _ in shown)


def test_the_download_is_the_file(client, data):
    answer = client.get(ADDRESS)
    content = (data / "reports" / NAME).read_bytes()
    assert answer.content == content
    assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert f"filename*=UTF-8''{quote(NAME)}" in answer.headers["content-disposition"]
    assert client.head(ADDRESS).headers["content-length"] == str(len(content))


def test_a_known_file_is_not_sent_again(client):
    etag = client.get(ADDRESS).headers["etag"]
    for known in (etag, f'"x", W/{etag}'):
        answer = client.get(ADDRESS, headers={"If-None-Match": known})
        assert answer.status_code == 304 and not answer.content
    assert client.get(ADDRESS, headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../secret.xlsx",
        "..%2Fsecret.xlsx",
        "%2e%2e/secret.xlsx",
        "..%5Csecret.xlsx",
        "/etc/passwd",
        "x.xlsx",
        "",
    ],
)
def test_nothing_but_reports_is_served(client, name):
    answer = client.get(f"/reports/{name}")
    assert answer.status_code == 404 and b"secret" not in answer.content


def test_half_written_files_are_no_reports(data, client):
    for name in (f".{NAME}.abc.part", f"~${NAME}", ".hidden.xlsx"):
        path = data / "reports" / name
        path.write_bytes(b"half")
        assert client.get("/health").json()["reports"] == 1
        assert client.get(f"/reports/{quote(name)}").status_code == 404
        path.unlink()


def test_a_new_file_is_served_at_once(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    client = TestClient(create_app(tmp_path))
    for content in (b"one", b"two"):
        (folder / "new").write_bytes(content)
        os.replace(folder / "new", folder / "报.xlsx")
        assert client.get(f"/reports/{quote('报.xlsx')}").content == content
        assert hashlib.sha256(content).hexdigest() in client.get("/").text


@pytest.mark.parametrize("metric", METRICS, ids=[metric["text"] for metric in METRICS])
def test_a_figure_is_marked_in_its_line_and_on_its_page(client, metric):
    text = figure(client, metric)
    marks = re.findall(r"<mark[^>]*>([^<]+)</mark>", text)
    assert marks == [metric["text"]] * 2
    before = text.partition('class="text">')[2].partition("<mark")[0]
    plain = re.sub(r"<[^>]+>", "", before).replace("&lt;", "<").replace("&gt;", ">").replace("\r", "")
    assert plain == TEXT[: metric["char_start"]]


def test_a_doubted_figure_shows_its_arithmetic(client):
    text = figure(client, METRICS[0])
    assert "6,511 千克/人·日" in text and "5400吨" in text and "54,000,000" in text
    assert 'class="tag quarantined">已隔离' in text and 'class="tag block">隔离' in text


def test_a_suspect_says_which_doubt_holds_it(tmp_path):
    """91.6% may be wrong instead of 十余次: list and page lead to that, where the decision is taken."""
    carrier, suspect = METRICS[5], METRICS[4]
    doubts = [row | {"suspects": suspect["metric_id"]} if row is FINDINGS[1] else row for row in FINDINGS]
    metrics = [row | {"verdict": "review"} if row is suspect else row for row in METRICS]
    build(tmp_path, ROWS | {"finding": doubts, "metric": metrics})
    client = TestClient(create_app(tmp_path))
    link = f'与<a href="/figure/{quote(carrier["metric_id"], safe="")}">十余次</a>同疑：'
    listed = client.get("/").text.partition('">91.6%</a>')[2].partition("</tr>")[0]
    assert f"<td>{link}&lt;b&gt;约&lt;/b&gt;与余叠用</td>" in listed
    shown = figure(client, suspect)
    assert link in shown and "没有疑点" not in shown and "<form" not in shown
    assert "同疑：" not in figure(client, carrier) and "<form" in figure(client, carrier)


def test_a_figure_says_how_its_place_was_matched_and_who_decided(tmp_path):
    review = {
        "review_id": "v1",
        "finding_id": FINDINGS[0]["finding_id"],
        "metric_id": METRICS[0]["metric_id"],
        "sentence_hash": "c" * 64,
        "decision": "corrected",
        "value_low": 5400.0,
        "value_high": 5400.0,
        "unit": None,
        "reviewer": "王<编辑>",
        "decided_at": "2025-07-01 09:00:00",
        "reason": "原稿为5400吨",
        "source": "测试",
    }
    build(tmp_path, ROWS | {"review": [review]})
    client = TestClient(create_app(tmp_path))
    facts = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", figure(client, METRICS[0]))
    for fact in (("对应方式", "全称相符"), ("复核决定", "修改"), ("复核人", "王&lt;编辑&gt;")):
        assert fact in facts
    assert 'class="tag stale">待复核' in figure(client, METRICS[0])  # its hash is of another sentence
    assert ("复核时间", "2025-07-01 09:00:00") in facts
    assert "复核人" not in figure(client, METRICS[1]) and "对应方式" not in figure(client, METRICS[3])


def test_two_reviewers_who_disagree_are_both_shown(tmp_path):
    said = {
        "finding_id": FINDINGS[0]["finding_id"],
        "metric_id": METRICS[0]["metric_id"],
        "sentence_hash": hashlib.sha256(METRICS[0]["sentence"].encode()).hexdigest(),
        "value_low": None,
        "value_high": None,
        "unit": None,
        "reason": "<i>",
        "decided_at": "2025-07-01 09:00:00",
        "source": "测试",
    }
    one = said | {"review_id": "v1", "decision": "accepted", "reviewer": "王"}
    other = said | {"review_id": "v2", "decision": "rejected", "reviewer": "李"}
    build(tmp_path, ROWS | {"review": [one, other]})
    client = TestClient(create_app(tmp_path))
    home, page = client.get("/").text, figure(client, METRICS[0])
    for opinion in ("意见不一", "王：采纳（2025-07-01，&lt;i&gt;）", "李：驳回（2025-07-01，&lt;i&gt;）"):
        assert opinion in home
    assert "意见不一" in page and "王：采纳" in page and "李：驳回" in page
    build(tmp_path, ROWS | {"review": [one, other | {"decision": "accepted"}]})
    assert "5400万吨" not in client.get("/").text
    assert "意见不一" not in figure(client, METRICS[0])


def test_hostile_text_is_escaped(client):
    for address in ("/", *(f"/figure/{quote(metric['metric_id'], safe='')}" for metric in METRICS)):
        text = client.get(address).text
        assert "<script" not in text and "<b>" not in text and PAGE not in text
    assert "&lt;script&gt;" in figure(client, METRICS[4])
    assert client.get("/figure/<script>alert(1)</script>").status_code == 404


def test_children_and_attributes_are_escaped_and_markup_is_not():
    assert tag("a", "<&>", tag("b", "x"), href='"><', id=None) == (
        '<a href="&quot;&gt;&lt;">&lt;&amp;&gt;<b>x</b></a>'
    )
    assert isinstance(join("<"), Html) and join("<", None) == "&lt;"


@pytest.mark.parametrize("address", ["/", ADDRESS, "/health", "/style.css", "/nowhere", "/figure/x"])
def test_every_answer_is_guarded(client, address):
    headers = client.get(address).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "script" not in headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/nowhere", "/figure/x:1-2", "/reports/x.xlsx"])
def test_what_is_not_there_is_said_in_chinese(client, address):
    answer = client.get(address)
    assert answer.status_code == 404 and "没有" in answer.text and "<html" in answer.text


def test_before_the_first_publication_the_page_says_what_to_do(tmp_path):
    client = TestClient(create_app(tmp_path / "data"))
    assert "make report" in client.get("/").text
    answer = client.get("/figure/x:1-2")
    assert answer.status_code == 503 and "make report" in answer.text
    assert client.get("/health").json() == {"status": "ok", "published": False, "reports": 0}


def test_a_damaged_warehouse_does_not_take_the_reports_away(tmp_path):
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "warehouse.duckdb").write_bytes(b"no database at all" * 99)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "报.xlsx").write_bytes(b"no workbook")
    client = TestClient(create_app(tmp_path))
    answer = client.get("/")
    assert answer.status_code == 200 and "报.xlsx" in answer.text and "make report" in answer.text


def test_a_publication_shows_at_the_next_request(tmp_path):
    build(tmp_path)
    client = TestClient(create_app(tmp_path))
    assert "十余次" in client.get("/").text
    (tmp_path / "warehouse.duckdb").unlink()
    build(tmp_path, ROWS | {"finding": [], "metric": [dict(row, verdict="passed") for row in METRICS]})
    assert "十余次" not in client.get("/").text


def start(*arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "portal", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_taken_port_is_one_line_and_status_1():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and not out
    assert len(err.splitlines()) == 1 and "端口已被占用" in err


def test_the_server_answers_and_stops(data, monkeypatch):
    monkeypatch.setenv("TOWNLEDGER_DATA", str(data))
    process = start("--port", "0")
    try:
        address = process.stdout.readline().strip().removeprefix("下载页：")
        opener = build_opener(ProxyHandler({}))
        deadline = time.monotonic() + 30
        while True:
            try:
                assert b'"reports":1' in opener.open(f"{address}/health", timeout=5).read()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_other_peoples_workbooks_are_served_without_facts(tmp_path):
    (tmp_path / "reports").mkdir()
    Workbook().save(tmp_path / "reports" / "旧.xlsx")
    text = TestClient(create_app(tmp_path)).get("/").text
    assert "旧.xlsx" in text and "SHA-256" in text


HERE = {"origin": "http://testserver"}


def form(text: str) -> dict[str, str]:
    """Return the hidden fields of the first form on a figure's page."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text.split("</form>")[0])
    return {name: unescape(value) for name, value in hidden}


def decide(client: TestClient, data: Path, **filled: str) -> tuple[dict[str, str], list[Path]]:
    before = set((data / "reviews").glob("*"))
    answer = client.post("/decision", data=filled, headers=HERE)
    assert answer.status_code == 200 and "决定已收下" in answer.text
    return answer.text, sorted(set((data / "reviews").glob("*")) - before)


def test_a_decision_taken_on_a_figures_page_is_one_that_the_rules_can_use(client, data):
    given = form(figure(client, METRICS[0])) | {
        "decision": "corrected",
        "value_low": "5400",
        "value_high": "5400",
        "unit": "",
        "reviewer": "王芳",
        "reason": '=1+1，"原稿"\n- 如此: #',
    }
    text, (path,) = decide(client, data, **given)
    assert path.name in text
    (written,) = read_corrections(path, path.name)
    doubt = Doubted(given["finding_id"], METRICS[0]["text"], given["sentence_hash"], METRICS[0])
    weighed = weigh([written], {doubt.finding_id: doubt})
    (row,) = weighed.applied
    assert not weighed.refused and (row["value_low"], row["reviewer"]) == (5400, "王芳")
    assert row["reason"] == given["reason"] and row["source"] == f"{path.name}（下载页）"


def test_what_cannot_be_printed_does_not_spoil_the_file(tmp_path):
    given = {
        "finding_id": "x",
        "decision": "accepted",
        "reviewer": "王\0芳",
        "reason": "a\x1b\u202e\U0001f600",
    }
    (written,) = read_corrections(keep(tmp_path, given, "2026-01-01T08:00:00"), "x.yaml")
    assert written.fields["reviewer"] == "王\0芳" and written.fields["reason"] == given["reason"]


def test_a_figure_is_shown_of_one_release(tmp_path, monkeypatch):
    build(tmp_path)
    client = TestClient(create_app(tmp_path))
    read = Snapshot.read

    def publish_meanwhile(self, sql, params=()):
        rows = read(self, sql, params)
        if "FROM metric WHERE metric_id" in sql:
            (tmp_path / "published" / "warehouse.duckdb").unlink()
        return rows

    monkeypatch.setattr(Snapshot, "read", publish_meanwhile)
    assert METRICS[0]["text"] in figure(client, METRICS[0])


def test_a_form_says_which_sentence_was_seen(client):
    given = form(figure(client, METRICS[0]))
    assert given["sentence_hash"] == hashlib.sha256(METRICS[0]["sentence"].encode()).hexdigest()
    assert given["metric_id"] == METRICS[0]["metric_id"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "null", "host": ""},
        {"origin": "http://["},
        {"origin": "http://elsewhere"},
        {"origin": "http://elsewhere@testserver"},
    ],
)
def test_no_other_site_can_decide(client, data, headers):
    before = list((data / "reviews").glob("*"))
    given = {"finding_id": "x", "decision": "accepted", "reviewer": "王芳"}
    assert client.post("/decision", data=given, headers=headers).status_code == 403
    assert list((data / "reviews").glob("*")) == before


@pytest.mark.parametrize("missing", ["finding_id", "decision", "reviewer"])
def test_a_decision_without_what_makes_it_one_is_not_kept(client, missing):
    given = {"finding_id": "x", "decision": "accepted", "reviewer": "王芳"} | {missing: " "}
    answer = client.post("/decision", data=given, headers=HERE)
    assert answer.status_code == 400 and "都要填写" in answer.text


def test_an_endless_form_is_not_read(client):
    given = {"finding_id": "x", "decision": "accepted", "reviewer": "王芳"}
    fits = MAX_BYTES - len("finding_id=x&decision=accepted&reviewer=%E7%8E%8B%E8%8A%B3&reason=")
    assert client.post("/decision", data=given | {"reason": "a" * fits}, headers=HERE).status_code == 200
    assert (
        client.post("/decision", data=given | {"reason": "a" * (fits + 1)}, headers=HERE).status_code == 413
    )


def test_the_same_decision_sent_twice_is_one_file(tmp_path):
    given = {"finding_id": "x", "decision": "accepted", "reviewer": "王芳"}
    assert keep(tmp_path, given, "2026-01-01T08:00:00") == keep(tmp_path, given, "2026-01-01T08:00:00")
    assert len(list(tmp_path.iterdir())) == 1
    keep(tmp_path, given, "2026-01-01T08:00:01")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_said(data, client):
    folder = data / "reviews"
    moved = folder.rename(data / "kept") if folder.exists() else None
    folder.write_text("in the way")
    answer = client.post(
        "/decision", data={"finding_id": "x", "decision": "accepted", "reviewer": "王芳"}, headers=HERE
    )
    assert answer.status_code == 503 and "没有存下" in answer.text
    folder.unlink()
    if moved:
        moved.rename(folder)
