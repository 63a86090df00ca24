"""``python -m assets.review FILE [--yes]``: what a returned workbook would change, and with --yes, change it.

The decisions that can be used go into ``data/reviews/`` as a file of corrections, from where every rebuild
reads them, and into the table ``review``. Exit status: 0 when the file was read, 2 when it cannot be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from assets.decisions import FILE_TIME, RETURNED, Taken, load_doubts, read_decisions, take
from assets.home import data_folder
from assets.resources import Inputs, Warehouse
from checks.norms import TableError
from checks.reviews import Doubted, Row, Weighed, dump_corrections, weigh
from checks.tables import TABLES
from reports.returned import ReturnedError
from warehouse.dictionary import read_dictionary
from warehouse.store import Store, StoreError

SHOWN = 30
"""How many decisions of each kind are listed."""
_WORDS = TABLES["review"].columns["decision"].values or {}


def main(argv: Sequence[str] | None = None) -> int:
    """Show what the file would change; with ``--yes``, change it."""
    parser = argparse.ArgumentParser(prog="python -m assets.review", description="读入交回的复核表")
    parser.add_argument("file", type=Path, help="填好的乡镇台账（.xlsx），或更正文件（.yaml、.csv）")
    parser.add_argument("--yes", action="store_true", help="采用；不写则只预览")
    arguments = parser.parse_args(argv)
    path: Path = arguments.file
    if path == Path():
        return _unusable("请写明文件，如 make review FILE=交回的台账.xlsx")
    if not path.is_file():
        return _unusable(f"{path}: 没有这个文件")
    store = Warehouse().store()
    try:
        with store.snapshot() as snapshot:
            written = read_decisions(path, path.name, read_dictionary(snapshot))
            known = snapshot.read("SELECT * FROM review").to_dicts()
            doubts = load_doubts(snapshot)
        weighed = weigh(written, doubts, known)
        _preview(path, weighed, doubts)
        if arguments.yes:
            _apply(path, weighed, store)
        elif weighed.applied or weighed.stale:
            print("以上只是预览；加 --yes 采用（make review 直接采用）。")
    except (ReturnedError, TableError, StoreError) as error:
        return _unusable(str(error))
    except OSError as error:
        return _unusable(f"{error.filename or data_folder()}: 不能写入：{error.strerror or error}")
    return 0


def _unusable(why: str) -> int:
    print(f"make review: {why}", file=sys.stderr)
    return 2


def _preview(path: Path, weighed: Weighed, doubts: Mapping[str, Doubted]) -> None:
    counts = {
        "可采用": len(weighed.applied),
        "不合格": len(weighed.refused),
        "无所指": len(weighed.orphaned),
        "待复核": len(weighed.stale),
        "已记过": len(weighed.unchanged),
    }
    print(f"{path.name}：" + "，".join(f"{name} {count}" for name, count in counts.items()))
    if undated := [row for row in weighed.rows if FILE_TIME in row["source"]]:
        print(f"  表内没有存盘时间，以文件的修改时间 {undated[0]['decided_at']:%Y-%m-%d %H:%M} 为决定时间")
    _list("可采用", [f"{doubts[row['finding_id']].text}　{_said(row)}" for row in weighed.applied])
    _list("不合格", [f"{where}：{why}" for where, why in weighed.refused])
    _list("无所指", [f"{where}：没有这条疑点了：{row['finding_id']}" for where, row in weighed.orphaned])
    stale = [f"{doubts[row['finding_id']].text}　{_said(row)}：句子已改动" for row in weighed.stale]
    _list("待复核", stale)


def _list(title: str, lines: Sequence[str]) -> None:
    for line in lines[:SHOWN]:
        print(f"  {title}　{line}")
    if len(lines) > SHOWN:
        print(f"  {title}　……另有 {len(lines) - SHOWN} 条")


def _said(row: Row) -> str:
    said = f"{row['reviewer']}：{_WORDS[row['decision']]}"
    if row["decision"] == "corrected":
        said += f"　{_value(row['old_low'], row['old_high'], row['old_unit'])} → "
        said += _value(row["value_low"], row["value_high"], row["unit"] or row["old_unit"])
    return said + (f"（{row['reason']}）" if row["reason"] else "")


def _value(low: float | None, high: float | None, unit: str | None) -> str:
    if low is None and high is None:
        return "未记"
    if low == high:
        said = f"{low:,.15g}"
    elif high is None:
        said = f"至少{low:,.15g}"
    else:
        said = f"至多{high:,.15g}" if low is None else f"{low:,.15g}—{high:,.15g}"
    return said + (unit or "")


def _apply(path: Path, weighed: Weighed, store: Store) -> None:
    new = [*weighed.applied, *weighed.stale]
    if not new:
        print("没有新的意见可采用。")
        return
    folder = data_folder() / "reviews"
    if path.resolve().parent != folder.resolve():  # a file that lies there is read where it lies
        text = dump_corrections(new)
        kept = folder / f"{path.stem}-{sha256(text.encode()).hexdigest()[:8]}.yaml"
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        print(f"已存为 {RETURNED}{kept.name}")
    taken: Taken = take(store, Inputs().decisions())
    for problem in taken.problems:
        print(f"make review: {problem}", file=sys.stderr)
    print(f"已记入 {len(new)} 条意见；运行 make report 后见于台账。")


if __name__ == "__main__":
    sys.exit(main())
