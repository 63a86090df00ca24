"""The command line as users run it: pipes, exit statuses, one line for each mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import DOUBT_KEYS, FACT_KEYS, main

ROOT = Path(__file__).resolve().parents[1]
TEXT = "2024年，青山镇改造卫生厕所2513户，普及率达91.6%，第3批正在施工。\n"
BLOCKING = "近3年来，青山镇累计清运生活垃圾5400万吨。\n"


def run(*arguments, given=None, **more):
    command = [sys.executable, "-m", "cli.main", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, timeout=120, **more)


def rows(output):
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "版面.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_extract_prints_a_line_for_each_metric(page, capfdbinary):
    assert main(["extract", str(page)]) == 0
    found = rows(capfdbinary.readouterr().out)
    assert [(r["text"], r["value_low"], r["unit"], r["class"]) for r in found] == [
        ("2513户", 2513, "户", "quantity"),
        ("91.6%", 91.6, "%", "quantity"),
    ]
    for row in found:
        assert tuple(row) == ("page", *FACT_KEYS)
        assert row["page"] == "版面.txt" and TEXT[row["char_start"] : row["char_end"]] == row["text"]


def test_extract_all_prints_every_number_in_order(page, capfdbinary):
    assert main(["extract", "--all", str(page)]) == 0
    found = rows(capfdbinary.readouterr().out)
    assert {("2024年", "date"), ("2513户", "quantity")} <= {(r["text"], r["class"]) for r in found}
    assert [r["char_start"] for r in found] == sorted(r["char_start"] for r in found)
    assert len(found) > 2 and all(tuple(r) == ("page", *FACT_KEYS) for r in found)
    (date,) = [r for r in found if r["class"] == "date"]
    assert date["item"] is None


def test_records_stand_in_a_pipe():
    records = [{"id": "甲", "text": TEXT}, {"id": 7, "text": "新建垃圾收集点12个。"}]
    given = "\n".join(json.dumps(r) for r in records).encode()
    result = run("extract", "--records", given=given, env=os.environ | {"LANG": "C", "PYTHONUTF8": "0"})
    assert result.returncode == 0 and not result.stderr
    assert [(r["page"], r["text"]) for r in rows(result.stdout)] == [
        ("甲", "2513户"),
        ("甲", "91.6%"),
        (7, "12个"),
    ]


@pytest.mark.parametrize(
    "line",
    [b"{", b"[1]", b'{"id": "a"}', b'{"id": "a", "text": 5}', b'{"id": "a", "text": "\\ud800"}', b"\xff\xfe"],
)
def test_a_bad_record_is_named_and_the_rest_is_read(line):
    given = line + b"\n" + json.dumps({"id": "b", "text": TEXT}).encode()
    result = run("extract", "--records", given=given)
    assert result.returncode == 2 and len(rows(result.stdout)) == 2
    assert result.stderr.decode().count("\n") == 1 and "第 1 行" in result.stderr.decode()


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    given = b"\n".join(json.dumps({"id": i, "text": TEXT}).encode() for i in range(2000))
    (tmp_path / "records").write_bytes(given)
    command = f"'{sys.executable}' -m cli.main extract --records < '{tmp_path}/records'"
    pipe = command + " | head -1; echo ${PIPESTATUS[0]}"
    result = subprocess.run(["bash", "-c", pipe], cwd=ROOT, capture_output=True, timeout=120)
    assert result.stdout.splitlines()[1] == b"0" and not result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "--records", "x.txt"],
        ["extract", "absent.txt"],
        ["extract", "/"],
        ["proof"],
        ["proof", "absent.txt"],
        ["proof", "--format", "xml", "x"],
        ["read", "x"],
    ],
)
def test_unusable_input_is_said_in_one_line(arguments):
    result = run(*arguments, given=b"")
    assert result.returncode == 2 and not result.stdout
    assert result.stderr.decode().count("\n") == 1 and "Traceback" not in result.stderr.decode()


@pytest.mark.parametrize("command", ["extract", "proof"])
def test_a_full_disk_is_said_in_one_line(command):
    page = "seeds/newspapers/000_bb795b43b6928199.txt"
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "cli.main", command, page], stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert process.returncode == 2
    assert process.stderr.decode().count("\n") == 1 and "不能输出" in process.stderr.decode()


def test_unusable_files_do_not_hide_the_others(page, tmp_path, capfdbinary):
    (tmp_path / "空.txt").write_bytes(b"")
    assert main(["extract", str(tmp_path / "空.txt"), str(page)]) == 2
    told = capfdbinary.readouterr()
    assert len(rows(told.out)) == 2 and "空文件" in told.err.decode()


def test_a_sidecar_beside_the_file_counts(page, tmp_path, capfdbinary):
    (tmp_path / "版面.yaml").write_text("issue_date: yesterday")
    assert main(["extract", str(page)]) == 2
    assert "issue_date" in capfdbinary.readouterr().err.decode()


def test_proof_exit_status_and_formats(page, tmp_path, capfdbinary):
    assert main(["proof", str(page)]) == 0
    capfdbinary.readouterr()
    bad = tmp_path / "坏.txt"
    bad.write_text(BLOCKING, encoding="utf-8")
    assert main(["proof", str(page), str(bad)]) == 1
    found = [r for r in rows(capfdbinary.readouterr().out) if r["severity"] == "block"]
    assert [(r["page"], r["text"]) for r in found] == [("坏.txt", "5400万吨")]
    assert tuple(found[0]) == ("page", *DOUBT_KEYS) and found[0]["arithmetic"] and found[0]["suggestion"]
    assert main(["proof", "--format", "table", str(page), str(bad)]) == 1
    table = capfdbinary.readouterr().out.decode()
    assert "坏.txt" in table and "5400万吨" in table and "算式" in table and "{" not in table.split("\n")[0]
    assert main(["proof", str(bad), str(tmp_path / "absent")]) == 2


def test_proof_refuses_two_files_of_one_name(page, tmp_path, capfdbinary):
    (tmp_path / "版面.md").write_text(TEXT, encoding="utf-8")
    assert main(["proof", str(page), str(tmp_path / "版面.md")]) == 2
    assert "版面.txt" in capfdbinary.readouterr().err.decode()


def test_a_table_shows_no_control_characters(tmp_path, capfdbinary):
    file = tmp_path / "esc.txt"
    file.write_text(BLOCKING.replace("累计", "\x1b[31m累计\u202e"), encoding="utf-8")
    main(["proof", "--format", "table", str(file)])
    assert not set("\x1b\u202e") & set(capfdbinary.readouterr().out.decode())


def test_extract_starts_without_the_heavy_libraries():
    heavy = {"dagster", "polars", "duckdb", "pandera", "openpyxl"}
    code = f"import sys, townledger.reader, cli.main; print(*{heavy} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not result.stdout.strip()
