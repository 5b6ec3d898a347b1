#!/bin/sh
# Proves the mechanics of the Windows installer where there is no Windows: `sh build/windows/prove.sh`, with nsis, wine64,
# xvfb and xdotool. The folder has the right shape and nothing in it that could run. Any step that fails ends it with 1.
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
server=$(command -v wineserver64 || command -v wineserver || echo /usr/lib/wine/wineserver64)
export WINEPREFIX="$scratch/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" WINESERVER="$server"
say() { printf 'windows proof: %s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }
Xvfb -displayfd 3 -screen 0 1024x768x24 -nolisten tcp -noreset 3>"$scratch/display" 2>/dev/null & screen=$!
trap '"$server" -k 2>/dev/null || :; kill "$screen"; rm -rf "$scratch"' EXIT
until [ -s "$scratch/display" ]; do sleep 0.2; done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
until xdotool getmouselocation >/dev/null 2>&1; do sleep 0.2; done

[ -e .out/package/made/jobspy-desktop.ico ] || { echo "Run make package ARGS=bundle first, which draws the icon." >&2; exit 1; }
make_installer() {  # version, name of the library in it
  rm -rf "$scratch/bundle"
  mkdir -p "$scratch/bundle/_internal/deep"
  for name in jobspy-desktop.exe jobspy-desktop-gui.exe jobspy-license-server.exe THIRD-PARTY-NOTICES "_internal/deep/$2"; do
    echo "$1" >"$scratch/bundle/$name"
  done
  makensis -V1 -WX "-DVERSION=$1" "-DBUNDLE=$scratch/bundle" "-DICON=$PWD/.out/package/made/jobspy-desktop.ico" \
    "-DOUT=$scratch/install-$1.exe" build/windows/jobspy-desktop.nsi
}
make_installer 1.0.0 old.dll
make_installer 1.1.0 new.dll
say "compiled"

timeout 120 "$wine" wineboot -i >/dev/null 2>&1
local=$(find "$WINEPREFIX/drive_c/users" -path '*AppData/Local' -type d | head -1)
program="$local/Programs/JobSpy Desktop"
data="$local/jobspy-desktop"
key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\JobSpyDesktop'
version() { "$wine" reg query "$key" /v DisplayVersion 2>/dev/null | tr -d '\r' | awk '/DisplayVersion/ {print $3}'; }

timeout 60 "$wine" "$scratch/install-1.0.0.exe" /S
[ "$(cat "$program/_internal/deep/old.dll")" = 1.0.0 ] || fail "not installed for this user"
[ "$(version)" = 1.0.0 ] || fail "not among the installed programs"
[ -e "$(find "$WINEPREFIX/drive_c/users" -name 'JobSpy Desktop.lnk' | head -1)" ] || fail "not in the start menu"
say "installed for one user"

mkdir -p "$data"
echo jobs >"$data/jobs.sqlite3"
timeout 60 "$wine" "$scratch/install-1.1.0.exe" /S
[ "$(cat "$program/jobspy-desktop.exe")" = 1.1.0 ] && [ "$(version)" = 1.1.0 ] || fail "not upgraded in place"
[ -e "$program/_internal/deep/new.dll" ] && [ ! -e "$program/_internal/deep/old.dll" ] || fail "an old library is left"
[ -e "$data/jobs.sqlite3" ] || fail "the upgrade touched the data"
say "upgraded in place, nothing of the older version left, the data untouched"

timeout 60 "$wine" "$scratch/install-1.0.0.exe" /S
[ "$(version)" = 1.0.0 ] && [ -e "$data/jobs.sqlite3" ] || fail "not downgraded with the data untouched"
say "downgraded, the data untouched"

cp "$WINEPREFIX/drive_c/windows/notepad.exe" "$program/jobspy-desktop-gui.exe"  # something that runs
"$wine" "$program/jobspy-desktop-gui.exe" >/dev/null 2>&1 & running=$!
xdotool search --sync --onlyvisible --name Notepad >/dev/null
! timeout 60 "$wine" "$scratch/install-1.1.0.exe" /S || fail "did not say that the program runs"
[ "$(version)" = 1.0.0 ] && [ -e "$program/_internal/deep/old.dll" ] || fail "half written while the program runs"
kill "$running"
say "a program that is in use is left whole"

gone() { i=0; while [ -e "$1" ]; do i=$((i + 1)); [ $i -lt 40 ] || return 1; sleep 0.5; done; }
echo mine >"$program/mine.txt"
timeout 60 "$wine" "$program/uninstall.exe" /S
gone "$program/jobspy-desktop.exe" && gone "$program/uninstall.exe" && [ ! -e "$program/_internal" ] || fail "not removed"
[ -z "$(version)" ] || fail "still among the installed programs"
[ -e "$data/jobs.sqlite3" ] || fail "removed data without asking"
[ -e "$program/mine.txt" ] || fail "removed a file that was not installed"
say "removed silently: the data stays, and what was not installed"

answer() {  # the keys pressed when it asks for the data
  rm -f "$program/mine.txt"
  timeout 60 "$wine" "$scratch/install-1.1.0.exe" /S
  # `_?=` keeps it from going on as a copy of itself, so that its end can be waited for.
  "$wine" "$program/uninstall.exe" "_?=$(printf 'C:%s' "${program#"$WINEPREFIX/drive_c"}" | tr / '\\')" & asked=$!
  i=0
  while [ -e "$program/jobspy-desktop.exe" ]; do  # its first page, which may not listen yet
    i=$((i + 1)); [ $i -lt 20 ] || fail "it did not begin"
    if first=$(xdotool search --onlyvisible --name "JobSpy Desktop" | tail -1) && [ -n "$first" ]; then
      xdotool windowfocus "$first" key Return || :
    fi
    sleep 2
  done
  i=0
  until question=$(xdotool search --onlyvisible --name "JobSpy Desktop" | grep -vx "$first"); do
    i=$((i + 1)); [ $i -lt 60 ] || fail "it did not ask for the data"
    sleep 0.5
  done
  [ -e "$data/jobs.sqlite3" ] || fail "removed data before it asked"
  xdotool windowfocus --sync "$question" key --delay 100 "$@"
  until xdotool search --onlyvisible --name "JobSpy Desktop" >"$scratch/window" && [ "$(wc -l <"$scratch/window")" = 1 ]; do
    i=$((i + 1)); [ $i -lt 60 ] || fail "it did not take the answer"
    sleep 0.5
  done
  xdotool windowfocus --sync "$(cat "$scratch/window")" key --delay 100 Return  # Close
  wait "$asked"
  gone "$program/jobspy-desktop.exe" || fail "not removed"
}
answer Return
[ -e "$data/jobs.sqlite3" ] || fail "Return, which is No, removed the data"
say "asked for the data; the answer that is suggested keeps it"
answer Left Return
[ ! -e "$data/jobs.sqlite3" ] || fail "Yes did not remove the data"
say "asked for the data; Yes removes it"
