"""Build seeds/script/traditional.csv: traditional characters and their simplified form, one to one.

Usage: python scripts/build_traditional.py TSCharacters.txt

The input is OpenCC's table of that name (Apache-2.0; in the PyPI package opencc-python-reimplemented 0.1.7);
where it gives several simplified forms, the first and commonest is taken.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "seeds" / "script" / "traditional.csv"


def main(path: Path) -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("traditional", "simplified", "source"))
        for line in path.read_text(encoding="utf-8").splitlines():
            traditional, simplified = line.split("\t")
            first = simplified.split(" ")[0]
            if len(traditional) == len(first) == 1 and traditional != first:
                out.writerow((traditional, first, "OpenCC TSCharacters（Apache-2.0）"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
