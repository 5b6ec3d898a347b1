#!/bin/sh
# Makes .venv: `run` for the program alone, `window` with what its window needs, `dev` with what tests and checks need,
# `packaging` with what makes installers, `docs` with what makes the manual; `lock` writes the pins anew. `services`
# installs the servers that tests start.
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
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
    say "This Python cannot make virtual environments. Ask an administrator for: apt-get install $package"
    exit 1
  fi
  say "This Python cannot make virtual environments yet: installing $package with apt-get."
  apt_install "$package"
}

apt_install() {
  if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
  $as_root apt-get update -qq >/dev/null
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# What Qt needs of the system: to be imported and to draw; and on an X display. Wheels bring the rest.
qt_draws="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0"
qt_on_x="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
for_tests="xvfb xdotool dbus-daemon gnome-keyring"

# The window's translations, from what translators write to what Qt reads.
translations() {
  for source in app/ui/translations/*.ts; do
    "$venv/bin/pyside6-lrelease" -silent "$source" -qm "${source%.ts}.qm" 2>/dev/null ||
      say "$source could not be built; the window is in English."
  done
}

qt_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  missing=
  "$venv/bin/python" -c 'from PySide6 import QtWidgets' 2>/dev/null || missing="$qt_draws"
  for library in libxcb-cursor.so.0 libxkbcommon-x11.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0; do
    "$venv/bin/python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$library" 2>/dev/null || { missing="$missing $qt_on_x"; break; }
  done
  if [ "$1" = dev ]; then
    for program in $for_tests; do
      case $program in xvfb) command=Xvfb ;; gnome-keyring) command=gnome-keyring-daemon ;; *) command=$program ;; esac
      command -v "$command" >/dev/null 2>&1 || missing="$missing $program"
    done
  fi
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "The window needs these libraries (Debian's names): $missing. Install them with your system's package tool."
  elif [ "$(id -u)" != 0 ] && ! { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; then
    say "The window needs libraries that are missing. Ask an administrator for: apt-get install $missing"
  else
    say "The window needs libraries of the system: installing $missing with apt-get."
    # shellcheck disable=SC2086 # a list of packages
    apt_install $missing || say "They could not be installed; the command line works without them."
  fi
}

# The servers that tests of the license server start for themselves; without them those tests are skipped, with the reason.
services() {
  missing=
  { command -v postgres || ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1 || missing=" postgresql"
  command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Tests of the license server need PostgreSQL and Redis (missing:$missing). Install them with your system's package tool."
  elif [ "$(id -u)" != 0 ] && ! { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; then
    say "Tests of the license server are skipped until an administrator has run: apt-get install$missing"
  else
    say "Tests of the license server need servers that are missing: installing$missing with apt-get."
    # shellcheck disable=SC2086 # a list of packages
    not_started apt_install $missing || say "They could not be installed; those tests are skipped."
  fi
}

# Runs a command while no package may start its service: tests start their own. What decides that is left as it was.
not_started() {
  policy=/usr/sbin/policy-rc.d
  [ ! -e "$policy" ] || { "$@"; return; }
  if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
  trap '$as_root rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  "$@"
}

# What looks at the Debian package; `make package` says so where one is missing.
package_tools() {
  command -v dpkg-deb >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
  missing=
  for pair in lintian:lintian appstreamcli:appstream desktop-file-validate:desktop-file-utils \
    update-mime-database:shared-mime-info makensis:nsis; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && ! { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; then
    say "Tools that look at the package are missing. Ask an administrator for: apt-get install$missing"
  else
    say "Tools that look at the package are missing: installing$missing with apt-get."
    # shellcheck disable=SC2086 # a list of packages
    apt_install $missing || say "They could not be installed."
  fi
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
  window)
    qt_libraries run
    translations  # Qt's tool for it needs some of those libraries
    touch "$venv/.window" ;;
  dev)
    pip install --require-hashes -r requirements/dev.txt
    qt_libraries dev
    translations
    touch "$venv/.dev" ;;
  services)
    services ;;
  packaging)
    pip install --require-hashes -r requirements/packaging.txt
    package_tools
    translations
    touch "$venv/.packaging" ;;
  docs)
    pip install --require-hashes -r requirements/docs.txt
    touch "$venv/.docs" ;;
  lock)
    compile() { "$venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
      --no-emit-find-links --no-annotate --custom-compile-command "make lock" "$@"; }
    "$venv/bin/python" -c 'import uv' 2>/dev/null || "$venv/bin/python" -m pip install --quiet uv
    compile pyproject.toml requirements/build.in --extra server -o requirements/run.txt
    compile pyproject.toml requirements/build.in --extra server --group dev -c requirements/run.txt -o requirements/dev.txt
    compile pyproject.toml requirements/build.in --extra server --group packaging -c requirements/run.txt -o requirements/packaging.txt
    compile pyproject.toml requirements/build.in --extra server --group docs -c requirements/run.txt -o requirements/docs.txt
    compile requirements/pip.in -o requirements/pip.txt ;;
  *) say "usage: build/setup.sh run|window|dev|services|packaging|lock"; exit 2 ;;
esac
