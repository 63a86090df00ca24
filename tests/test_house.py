"""The house stands: imports run one way, definitions load from anywhere, and what the papers say is true."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
READMES = ("README.md", "README.zh-CN.md")


def run(*command, cwd=ROOT, **more):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, **more)


def test_imports_run_one_way():
    result = run(
        sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    )
    assert result.returncode == 0, result.stdout


def test_every_room_is_packaged():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    parts = {f"{path.parts[-3]}.{path.parts[-2]}" for path in ROOT.glob("townledger/*/__init__.py")}
    assert rooms == set(PROJECT["tool"]["importlinter"]["root_packages"])
    assert rooms | parts == set(PROJECT["tool"]["setuptools"]["packages"])


def test_definitions_load_from_another_working_directory(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_bytes((ROOT / "dagster.yaml").read_bytes())
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-w", str(ROOT / "workspace.yaml")]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"DAGSTER_HOME": str(home)}
    result = run(*command, cwd=tmp_path, env=environment)
    assert result.returncode == 0, result.stderr
    assert "townledger" in result.stderr + result.stdout


def test_the_lock_holds_every_direct_dependency():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    for pin in wanted:
        name, version = re.fullmatch(r"([A-Za-z0-9-]+)(?:\[\w+\])?==(\S+)", pin).groups()
        assert locked[name.lower()] == version, f"{pin}: make the lock again (see CONTRIBUTING.md)"
    for block in re.split(r"\n(?=\S)", lock):
        assert "--hash=sha256:" in block or block.startswith("#"), block


def test_no_telemetry_and_no_welcome_window():
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["telemetry"] == settings["nux"] == {"enabled": False}


def code_blocks(name, language):
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(name):
    targets = set(
        re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    )
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets and targets <= known


@pytest.mark.parametrize("name", READMES)
def test_readme_commands_print_what_the_readme_says(name):
    blocks = code_blocks(name, "console")
    assert blocks
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            result = run("bash", "-c", command, env=os.environ | {"PATH": path})
            assert result.stdout.strip() == output.strip(), f"{command}\n{result.stdout}{result.stderr}"


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_linked_files_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text) + re.findall(r'src="([^":]+)"', text)
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_clean_target_keeps_what_people_put_in(tmp_path):
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    for file in ("data/inbox/a.txt", "data/reviews/a.xlsx", "data/reports/a.xlsx", "data/warehouse.duckdb"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("x")
    assert run("make", "clean", cwd=tmp_path).returncode == 0
    left = [p.relative_to(tmp_path).as_posix() for p in (tmp_path / "data").rglob("*") if p.is_file()]
    assert sorted(left) == ["data/inbox/a.txt", "data/reviews/a.xlsx"]


def test_a_missing_python_is_said_in_one_line(tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": "python9"}
    result = run("sh", str(ROOT / "scripts" / "venv.sh"), cwd=tmp_path, env=environment)
    assert result.returncode == 1 and result.stderr.count("\n") == 1 and "python9" in result.stderr
    assert not (tmp_path / ".venv").exists()
