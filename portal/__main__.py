"""``python -m portal``: serve the published reports until stopped."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from portal.app import create_app

DATA = Path(__file__).resolve().parents[1] / "data"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve; return 0 when stopped, 1 when the address cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m portal", description="乡镇台账下载页 (download page)")
    parser.add_argument("--port", type=int, default=3001)
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args(argv)
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        # Bound here rather than by uvicorn, whose complaint is a log line and an exit status of its own.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((options.host, options.port))
            listener.listen()
        except (OSError, OverflowError) as error:
            print(f"portal: {options.host}:{options.port} {_why(error)}", file=sys.stderr)
            return 1
        port = listener.getsockname()[1]
        print(f"下载页：http://{options.host}:{port}", flush=True)
        app = create_app(Path(os.environ.get("TOWNLEDGER_DATA") or DATA))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0


def _why(error: Exception) -> str:
    if isinstance(error, OverflowError):
        return "不是合法的端口，请用 0 到 65535 之间的数 (not a port)"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "端口已被占用，请用 --port 换一个 (port is taken)"
    return f"不能监听，请换一个地址或端口 (cannot listen): {error}"


if __name__ == "__main__":
    sys.exit(main())
