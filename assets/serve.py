"""``python -m assets.serve``: the Dagster UI with its daemon, and the download page, until Ctrl-C.

Each child leads its own process group, so that stopping a group stops whatever the child has started.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from assets.home import PORTAL_PORT, WORKSPACE, data_folder, prepare

START_SECONDS = 180  # the first start on a cold disk compiles a few thousand modules
STOP_SECONDS = 20
_open = build_opener(ProxyHandler({})).open  # our own address never goes through a proxy


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; return 0, or 1 when a port is taken or a child does not start."""
    parser = argparse.ArgumentParser(prog="python -m assets.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--ui-port", type=int, default=3000)
    parser.add_argument("--portal-port", type=int, default=PORTAL_PORT)
    arguments = parser.parse_args(argv)
    host, ports = arguments.host, {"UI_PORT": arguments.ui_port, "PORTAL_PORT": arguments.portal_port}
    if arguments.ui_port == arguments.portal_port:
        print("make serve: UI_PORT 与 PORTAL_PORT 不能相同", file=sys.stderr)
        return 1
    for name, port in ports.items():
        if problem := _port_problem(host, port):
            print(
                f"make serve: {host}:{port} {problem}；请换一个端口，如 make serve {name}={port + 10}",
                file=sys.stderr,
            )
            return 1
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    ui, portal = f"http://{shown}:{arguments.ui_port}", f"http://{shown}:{arguments.portal_port}"
    home = prepare("make serve")
    environment = os.environ | {"TOWNLEDGER_PORTAL_URL": portal, "PYTHONUNBUFFERED": "1"}
    commands = {
        "Dagster": [
            *("dagster", "dev", "-w", str(WORKSPACE), "-h", host, "-p", str(arguments.ui_port)),
            *("--log-level", "warning", "--code-server-log-level", "warning"),
        ],
        "下载页": ["portal", "--host", host, "--port", str(arguments.portal_port)],
    }
    # SIGINT too: a shell starts background jobs with it ignored, and children would inherit that.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    print("正在启动，约需 10 秒…", flush=True)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            children[name] = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", *command],
                cwd=home,
                env=environment,
                stdout=subprocess.DEVNULL,  # complaints come on standard error
                start_new_session=True,
            )
        _wait_until_up([f"{ui}/server_info", f"{portal}/health"], children)
        print(
            f"Dagster 界面：{ui}\n报表下载：  {portal}\n数据文件夹：{data_folder()}\n按 Ctrl-C 停止。",
            flush=True,
        )
        while True:
            _check_alive(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\n正在停止…", flush=True)
        return 0
    except _NotServingError as error:
        print(f"make serve: {error}", file=sys.stderr)
        return 1
    finally:
        _stop(children)


class _NotServingError(RuntimeError):
    """A child has ended, or does not answer in time."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _port_problem(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            return "不是合法的端口"
        except PermissionError:
            return "需要更高权限"
        except OSError as error:
            return "已被占用" if error.errno == errno.EADDRINUSE else f"不能使用（{error.strerror}）"
    return ""


def _check_alive(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise _NotServingError(f"{name}已退出（状态 {child.returncode}），原因见上")


def _wait_until_up(addresses: list[str], children: dict[str, subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_SECONDS
    for address in addresses:
        while not _answers(address):
            _check_alive(children)
            if time.monotonic() > deadline:
                raise _NotServingError(f"{address} 在 {START_SECONDS} 秒内没有应答")
            time.sleep(0.2)


def _answers(address: str) -> bool:
    try:
        with _open(address, timeout=5):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False


def _stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Stop every child with all that it has started: first politely, then by force."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave children behind
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children.values():
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


if __name__ == "__main__":
    sys.exit(main())
