#!/bin/sh
# Runs the training package's tests in a virtual environment that is kept from one run to the next.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if [ "${STARFLOW_SKIP_TRAINING_TESTS:-0}" = 1 ]; then
    echo "Training tests skipped: STARFLOW_SKIP_TRAINING_TESTS=1."
    exit 0
fi

python=
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Training tests skipped: no Python 3.11 or newer with venv on this machine."
    exit 0
fi

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
lock=$(sha256sum "$here/requirements.lock" | cut -c1-16)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/starflow/training-venv/$version-$lock
if [ ! -e "$venv/complete" ]; then
    echo "Installing the training package's requirements into $venv (once, about 3 GB with PyTorch) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.lock"
    touch "$venv/complete"
fi

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" PYTHONPATH="$here/src" PYTHONDONTWRITEBYTECODE=1
cd "$here"
exec "$venv/bin/python" -m pytest -p no:cacheprovider "$@"
