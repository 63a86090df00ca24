"""``python -m assets.rebuild``: run the job ``rebuild`` in this process and say what came of it.

The run is kept in the project's Dagster instance, so the UI shows it like any other. Exit status: 0 when the
workbook is published, 1 when something failed, said in one line each.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import warnings
from collections.abc import Iterator

import dagster as dg

from assets.home import data_folder, prepare
from warehouse.store import Store, StoreError

_SUMMARY = """
SELECT
    (SELECT count(*) FROM page) AS pages,
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM number) AS numbers,
    (SELECT count(*) FROM metric) AS metrics,
    (SELECT count(*) FROM metric WHERE verdict = 'passed') AS passed,
    (SELECT count(*) FROM metric WHERE verdict = 'review') AS review,
    (SELECT count(*) FROM metric WHERE verdict = 'quarantined') AS quarantined,
    (SELECT count(*) FROM rejected_file) AS rejected
"""


def main() -> int:
    """Rebuild, print the summary and the workbook's path, return the exit status."""
    warnings.simplefilter("ignore")  # Dagster's notices about itself
    prepare("make report")
    from assets.definitions import defs

    started = time.monotonic()
    print("乡镇台账：开始重做", flush=True)
    with dg.DagsterInstance.get() as instance:
        result = defs.resolve_job_def("rebuild").execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            tags={".dagster/repository": "__repository__@townledger"},
        )
        problems = list(_problems(result))
    if not result.success:
        for problem in problems or ["运行失败；请用 make serve 打开界面查看"]:
            print(f"make report: {problem}", file=sys.stderr)
        print(f"运行编号 {result.run_id}；make serve 后可在界面中查看全部记录", file=sys.stderr)
        return 1
    _summarise(time.monotonic() - started)
    return 0


def _problems(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Yield one line for every blocking check that did not pass and every step that failed."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
            yield f"检查 {check.asset_key.to_user_string()}.{check.check_name} 未通过：{check.description}"
    for event in result.all_events:
        if event.event_type is not dg.DagsterEventType.STEP_FAILURE:
            continue
        data = event.step_failure_data
        if data.user_failure_data and data.user_failure_data.description:
            yield data.user_failure_data.description
        elif data.error and data.error.cls_name == "DagsterExecutionInterruptedError":
            yield f"在 {event.step_key} 处被中断，这一步没有写入"
        elif data.error and data.error.cls_name != "DagsterAssetCheckFailedError":
            error = data.error
            while error.cause:
                error = error.cause
            yield f"{event.step_key}：{error.message.strip().splitlines()[0]}"


def _summarise(seconds: float) -> None:
    folder = data_folder()
    published = Store.published(folder / "published" / "warehouse.duckdb")
    row = published.read(_SUMMARY).to_dicts()[0]
    verdicts = f"通过 {row['passed']}，待复核 {row['review']}，隔离 {row['quarantined']}"
    print(
        f"\n版面 {row['pages']}　文章 {row['articles']}　数字 {row['numbers']}　"
        f"指标 {row['metrics']}（{verdicts}）　退回文件 {row['rejected']}"
    )
    for path in sorted((folder / "reports").glob("*.xlsx")):
        print(f"工作簿：{os.path.relpath(path)}")
    print(f"用时 {seconds:.1f} 秒。make serve 打开界面与下载页。")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    try:
        sys.exit(main())
    except StoreError as error:
        print(f"make report: {error}", file=sys.stderr)
        sys.exit(1)
