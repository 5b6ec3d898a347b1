#!/bin/sh
# Makes .venv: `run` for the program alone, `dev` with what tests and checks need, `lock` writes the pins anew.
# Works on a machine that has only git, make and python3 (3.11 or later).
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
venv=.venv
say() { printf '%s\n' "$*" >&2; }

find_python() {
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$candidate"; return; }
  done
  say "JobSpy Desktop needs Python 3.11 or later. Install it (on Debian and Ubuntu: apt-get install python3), then run this again."
  exit 1
}

install_venv_package() {
  package=$("$1" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
  if ! command -v apt-get >/dev/null 2>&1; then
    say "This Python cannot make virtual environments. Install its 'venv' part with your system's package tool, then run this again."
    exit 1
  fi
  if [ "$(id -u)" = 0 ]; then as_root=; elif command -v sudo >/dev/null 2>&1; then as_root=sudo; else
    say "This Python cannot make virtual environments. Ask an administrator for: apt-get install $package"
    exit 1
  fi
  say "This Python cannot make virtual environments yet: installing $package with apt-get."
  $as_root apt-get update -qq >/dev/null
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
}

make_venv() {
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_package "$python"
  say "Setting up in $venv (once; about half a minute) ..."
  rm -rf "$venv"
  "$python" -m venv "$venv"
  pip install --require-hashes -r requirements/pip.txt
}

pip() {
  "$venv/bin/python" -m pip --disable-pip-version-check -qq "$@" >&2 || {
    say "A package could not be installed; the lines above say which. Check the network connection, then run this again."
    exit 1
  }
}

[ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null || make_venv
case $kind in
  run)
    pip install --require-hashes -r requirements/run.txt
    pip install --no-deps --no-build-isolation --no-index --editable .
    touch "$venv/.run" ;;
  dev)
    pip install --require-hashes -r requirements/dev.txt
    touch "$venv/.dev" ;;
  lock)
    compile() { "$venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
      --no-emit-find-links --no-annotate --custom-compile-command "make lock" "$@"; }
    "$venv/bin/python" -c 'import uv' 2>/dev/null || "$venv/bin/python" -m pip install --quiet uv
    compile pyproject.toml requirements/build.in -o requirements/run.txt
    compile pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt
    compile requirements/pip.in -o requirements/pip.txt ;;
  *) say "usage: build/setup.sh run|dev|lock"; exit 2 ;;
esac
