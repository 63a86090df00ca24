"""The annotated pages of the layout's tests: the five newspaper pages and other kinds of text."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "layout"
PAGES = {path.stem.split("_")[0]: path for path in sorted((ROOT / "seeds" / "newspapers").glob("*.txt"))}
PAGES |= {path.stem: path for path in sorted(DATA.glob("*.txt"))}


def page(name: str) -> str:
    with PAGES[name].open(encoding="utf-8", newline="") as file:
        return file.read()


def rows(file: str, name: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["page"] == name]
