"""When things run: the jobs, the nightly rebuild, and the watches on what people put in."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import dagster as dg

from assets.decisions import decision_files
from assets.resources import Inputs
from townledger.intake.sidecar import input_files

rebuild = dg.define_asset_job(
    "rebuild",
    selection=dg.AssetSelection.all(),
    description="从收件到报表全部重做；没有变化的版面不重读",
)
publish_only = dg.define_asset_job(
    "publish_only",
    selection=dg.AssetSelection.groups("g6_publish", "g7_report"),
    description="只重新发布：用已核验的数据仓库重出报表；检查未通过时拒绝",
)
nightly = dg.ScheduleDefinition(
    name="nightly",
    job=rebuild,
    cron_schedule="30 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="每天北京时间 02:30 重做一次",
)


@dg.sensor(
    job=rebuild,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="收件夹的内容有变化时重做；只看内容，不看修改时间",
)
def inbox_sensor(context: dg.SensorEvaluationContext, inputs: Inputs) -> dg.SensorResult | dg.SkipReason:
    """Ask for a rebuild when the names or the contents of the inbox are not those of the last look."""
    seen, count = _contents(input_files([inputs.inbox_path()]))
    if seen == (context.cursor or sha256().hexdigest()):
        return dg.SkipReason(f"收件夹没有变化（{count} 个文件）")
    # No run key: contents that come back after a change must be read again, and a key would run only once.
    return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=seen)


@dg.sensor(
    job=rebuild,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="交回的复核表或随项目保存的更正有变化时重做；只看内容，不看修改时间",
)
def review_sensor(context: dg.SensorEvaluationContext, inputs: Inputs) -> dg.SensorResult | dg.SkipReason:
    """Ask for a rebuild when the files of decisions are not those of the last look."""
    seen, count = _contents(decision_files(inputs.decisions()))
    if seen == (context.cursor or sha256().hexdigest()):
        return dg.SkipReason(f"复核意见没有变化（{count} 个文件）")
    return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=seen)


def _contents(files: Iterable[tuple[Path, str]]) -> tuple[str, int]:
    """Return a hash over the names and contents of files, and how many there are."""
    total = sha256()
    count = 0
    for path, shown in files:
        try:
            content = sha256(path.read_bytes()).digest()
        except OSError:  # still being written, or not ours to read: looked at again next time
            continue
        total.update(shown.encode() + b"\0" + content)
        count += 1
    return total.hexdigest(), count
