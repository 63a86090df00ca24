#!/bin/sh
# Make .venv with Python 3.11 to 3.13 and install what requirements.lock names, with uv where there is uv.
set -eu

fail() {
    echo "make: $1" >&2
    exit 1
}

fits() { # is $1 a working Python 3.11, 3.12 or 3.13?
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

if [ -e .venv ] && ! fits .venv/bin/python; then
    rm -rf .venv # made by a Python that is gone or does not fit
fi

python=
for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if fits "$name"; then
        python=$name
        break
    fi
done
[ -n "$python" ] || [ -z "${PYTHON:-}" ] || fail "$PYTHON 不是可用的 Python 3.11–3.13"
uv=$(command -v uv || true)

if [ ! -e .venv ]; then
    if [ -n "$uv" ]; then
        "$uv" venv -q --python "${python:->=3.11,<3.14}" .venv || fail "uv 没能建立 .venv：需要 Python 3.11–3.13"
    elif [ -n "$python" ]; then
        "$python" -m venv .venv || {
            rm -rf .venv
            fail "$python 没能建立 .venv；Debian/Ubuntu 请先 apt-get install python3-venv"
        }
    else
        fail "找不到 Python 3.11–3.13；请安装后重试，或用 make PYTHON=/路径/python3.12 指定"
    fi
fi

echo "安装依赖（requirements.lock，首次约 1 分钟）…"
if [ -n "$uv" ]; then
    VIRTUAL_ENV=$PWD/.venv
    export VIRTUAL_ENV
    "$uv" pip install -q --compile-bytecode --require-hashes -r requirements.lock || fail "安装依赖失败，原因见上"
    "$uv" pip install -q --no-deps --no-build-isolation -e . || fail "安装本项目失败，原因见上"
else
    pip=".venv/bin/python -m pip --disable-pip-version-check -qq"
    $pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null || fail ".venv 里没有 pip；请删除 .venv 后重试"
    # The lock is complete, so nothing is left to resolve.
    $pip install --no-deps --require-hashes -r requirements.lock || fail "安装依赖失败，原因见上"
    $pip install --no-deps --no-build-isolation -e . || fail "安装本项目失败，原因见上"
fi
