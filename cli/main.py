"""The ``townledger`` command: what the reader and the doubter see on a page, without a warehouse.

``townledger extract`` prints one JSON object a line for each figure, ``townledger proof`` one for each doubt
(a table on a terminal). Exit status: 0 nothing blocks, 1 something blocks, 2 unusable input, said on
standard error in one line each; the usable rest is still printed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from townledger.intake.decode import digest
from townledger.intake.sidecar import NO_SIDECAR, StagedPage, stage_file
from townledger.places.register import RegisterError
from townledger.records import PageFacts, to_row

FACT_KEYS = (
    "char_start",
    "char_end",
    "text",
    "class",
    "value_low",
    "value_high",
    "unit",
    "qualifier",
    "dimension",
    "canonical_low",
    "canonical_high",
    "canonical_unit",
    "item",
    "measure",
    "subject",
    "place_code",
    "period_text",
    "period_start",
    "period_end",
    "status",
)
DOUBT_KEYS = (
    "char_start",
    "char_end",
    "text",
    "family",
    "rule",
    "severity",
    "message",
    "arithmetic",
    "suggestion",
    "suggested_low",
    "suggested_high",
)
SEVERITIES = {"block": "隔离", "review": "待复核", "hint": "提示"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (default: the process's arguments) and return its exit status."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough; keep Python from complaining when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # of standard output, such as a full disk; files are told of where they are read
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _refuse(arguments.command, f"不能输出：{error.strerror or error}")
    except (ValueError, RegisterError) as error:  # a rule table or the register, which people edit
        return _refuse(arguments.command, str(error))
    return status


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="townledger", description="从报纸版面文本中提取数据并审读。", allow_abbrev=False)
    commands = parser.add_subparsers(
        required=True, dest="command", metavar="extract|proof", parser_class=_Parser
    )

    extract = commands.add_parser("extract", help="每个数据一行 JSON", allow_abbrev=False)
    extract.add_argument("files", nargs="*", metavar="FILE", help="版面文本文件")
    extract.add_argument("--all", action="store_true", help="所有数字，含日期、序数和名称中的数字")
    extract.add_argument(
        "--records", action="store_true", help='从标准输入逐行读取 {"id": …, "text": …}，不读文件'
    )
    extract.set_defaults(run=_extract)

    proof = commands.add_parser("proof", help="逐条列出版面上的疑点", allow_abbrev=False)
    proof.add_argument("files", nargs="+", metavar="FILE", help="版面文本文件")
    proof.add_argument("--format", choices=("json", "table"), help="默认：终端上为表，其他为 JSON")
    proof.set_defaults(run=_proof)
    return parser


def _extract(arguments: argparse.Namespace) -> int:
    if arguments.records == bool(arguments.files):
        return _refuse("extract", "给出 FILE…，或用 --records 从标准输入读取（二者取一）")
    problems = _Problems()
    pages = _records(problems) if arguments.records else _files(arguments.files, problems)
    for page, facts in pages:
        measured = {(m.char_start, m.char_end): to_row(m) for m in facts.metrics}
        if arguments.all:
            rows = [measured.get((n.char_start, n.char_end)) or to_row(n) for n in facts.numbers]
        else:
            rows = list(measured.values())
        for row in rows:
            _print_row(page, row, FACT_KEYS)
        sys.stdout.flush()
    return problems.status


def _proof(arguments: argparse.Namespace) -> int:
    from checks.doubt import doubt
    from townledger.places.register import default_register

    problems = _Problems()
    names: dict[str, Any] = {}
    read: list[PageFacts] = []
    for name, facts in _files(arguments.files, problems):
        if facts.page.page_id in names:
            problems.say(name, f"与 {names[facts.page.page_id]} 同名（不计扩展名），请分开审读")
            continue
        names[facts.page.page_id] = name
        read.append(facts)
    findings = doubt(read, default_register()).findings
    if arguments.format == "table" or (arguments.format is None and sys.stdout.isatty()):
        for page_id, name in names.items():
            _print_table(str(name), [to_row(f) for f in findings if f.page_id == page_id])
    else:
        for finding in findings:
            _print_row(names[finding.page_id], to_row(finding), DOUBT_KEYS)
    return problems.status or int(any(f.severity == "block" for f in findings))


class _Problems:
    """Unusable inputs: each is said in one line on standard error, and the exit status becomes 2."""

    status = 0

    def say(self, what: str, problem: str) -> None:
        self.status = _refuse(what, problem)


def _refuse(what: str, problem: str) -> int:
    print(f"townledger: {_CONTROL.sub(' ', what)}：{_CONTROL.sub(' ', problem)}", file=sys.stderr)
    return 2


def _files(files: Sequence[str], problems: _Problems) -> Iterator[tuple[Any, PageFacts]]:
    """Yield (file name, facts) for every file that can be read."""
    for file in files:
        staged = stage_file(Path(file))
        if isinstance(staged, StagedPage):
            yield staged.file_name, _read(staged.text, staged.file_name, staged.sha256, staged.sidecar)
        else:
            problems.say(staged.source, f"{staged.reason}：{staged.detail}")


def _records(problems: _Problems) -> Iterator[tuple[Any, PageFacts]]:
    """Yield (id, facts) for every JSON line of standard input."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
            name, text = record["id"], record["text"]
        except (ValueError, TypeError, KeyError, RecursionError):
            problems.say(f"第 {number} 行", '不是 {"id": …, "text": …} 形式的 JSON（UTF-8）')
            continue
        if not isinstance(text, str) or isinstance(name, bool) or not isinstance(name, str | int):
            problems.say(f"第 {number} 行", "id 应为文字或整数，text 应为文字")
        elif _SURROGATE.search(text) or _SURROGATE.search(str(name)):
            problems.say(f"第 {number} 行", "含有不成对的 UTF-16 代理码，不是合法的文字")
        else:
            yield name, _read(text, str(name), digest(text.encode()), NO_SIDECAR)


def _read(text: str, file_name: str, sha256: str, sidecar: Any) -> PageFacts:
    from townledger.reader import read_page

    return read_page(text, file_name, sha256, sidecar)


def _print_row(page: Any, row: dict[str, Any], keys: Sequence[str]) -> None:
    line = json.dumps({"page": page, **{key: row.get(key) for key in keys}}, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode() + b"\n")


def _print_table(name: str, findings: list[dict[str, Any]]) -> None:
    counts = [
        f"{label} {n}"
        for key, label in SEVERITIES.items()
        if (n := sum(f["severity"] == key for f in findings))
    ]
    lines = [f"{name}：{'，'.join(counts) or '未发现疑点'}"]
    for f in findings:
        lines.append(
            f"  [{SEVERITIES[f['severity']]}] {f['char_start']}–{f['char_end']}  {f['text']}  ({f['rule']})"
        )
        lines.append(f"      {f['message']}")
        lines += [
            f"      {label}：{f[key]}"
            for key, label in (("arithmetic", "算式"), ("suggestion", "建议"))
            if f[key]
        ]
    sys.stdout.buffer.write("".join(_CONTROL.sub(" ", line) + "\n" for line in lines).encode())


if __name__ == "__main__":
    sys.exit(main())
