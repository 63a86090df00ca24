"""Where things live at run time, and the Dagster instance of this project.

``TOWNLEDGER_DATA`` moves everything that is written to another folder; tests and second installations use it.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKSPACE = ROOT / "workspace.yaml"
PORTAL_PORT = 3001
LEDGER_NAME = "乡镇台账.xlsx"


def data_folder() -> Path:
    """Return the folder of everything that is written at run time (default: ``data`` in the project)."""
    return Path(os.environ.get("TOWNLEDGER_DATA") or ROOT / "data").resolve()


def portal_url() -> str:
    """Return the address of the download page, as `make serve` last set it."""
    return os.environ.get("TOWNLEDGER_PORTAL_URL") or f"http://127.0.0.1:{PORTAL_PORT}"


def prepare(command: str) -> Path:
    """Make the run-time folders, set ``DAGSTER_HOME`` with our ``dagster.yaml`` and return it.

    Where they cannot be made the process ends with status 1 and one line, in the name of ``command``.
    """
    home = data_folder() / "dagster_home"
    try:
        home.mkdir(parents=True, exist_ok=True)
        for folder in ("inbox", "reviews"):
            (data_folder() / folder).mkdir(exist_ok=True)
        shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
    except OSError as error:
        why = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        sys.exit(f"{command}: 数据文件夹 {data_folder()} 不能写入（{why}）；请用 TOWNLEDGER_DATA 指定别处")
    os.environ["DAGSTER_HOME"] = str(home)
    return home
