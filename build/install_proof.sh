#!/bin/sh
# Proves the .deb in a root that has nothing of ours: `build/install_proof.sh ROOT DEB`, as root, Debian only.
# ROOT is made with debootstrap if it is not there. Installs, looks, starts the window by its desktop entry under Xvfb,
# drives it by keys, upgrades, downgrades, removes, and looks for what was left. Any step that fails ends it with an error.
set -eu
root=$1
deb=$2
say() { printf 'install proof: %s\n' "$*"; }
in_root() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

[ -d "$root/usr" ] || debootstrap --variant=minbase bookworm "$root" >/dev/null
cp /etc/resolv.conf "$root/etc/"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
trap 'umount "$root/dev" "$root/proc"' EXIT
command -v sqlite3 >/dev/null || apt-get install -y -qq --no-install-recommends sqlite3 >/dev/null
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends xvfb xdotool >/dev/null
if in_root sh -c 'command -v python3' >/dev/null; then say "there is a Python in the root, so nothing would be proven"; exit 1; fi

in_root sh -c 'find / -xdev -path /proc -prune -o -path /dev -prune -o -path /var/lib -prune -o -path /var/cache -prune -o -path /var/log -prune -o -path /tmp -prune -o -path /root -prune -o -iname "*jobspy*" -print' >"$root/root/before"
[ ! -s "$root/root/before" ] || { say "something of ours is there before"; cat "$root/root/before"; exit 1; }
cp "$deb" "$root/tmp/jobspy.deb"
in_root apt-get install -y -qq --no-install-recommends /tmp/jobspy.deb >/dev/null
say "installed: $(in_root jobspy-desktop --version)"
in_root jobspy-desktop --self-test /tmp/self-test.json || { cat "$root/tmp/self-test.json"; exit 1; }
say "the frozen program's parts are fine"
for program in $(dpkg-deb -c "$deb" | sed -n 's|.* \./usr/bin/\([a-z-]*\) ->.*|\1|p'); do
  [ -s "$root/usr/share/man/man1/$program.1.gz" ] || { say "$program has no manual page"; exit 1; }
done
say "each program has its manual page"

cat >"$root/tmp/drive.sh" <<'DRIVE'
set -eu
rm -f /tmp/display
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>/tmp/display 2>/dev/null & server=$!
trap 'kill $server' EXIT
until [ -s /tmp/display ]; do sleep 0.2; done  # any that is free: whose number is taken would drive somebody else's
DISPLAY=:$(cat /tmp/display)
export DISPLAY
until xdotool getmouselocation >/dev/null 2>&1; do sleep 0.2; done
program=$(sed -n 's/^Exec=//p' /usr/share/applications/jobspy-desktop.desktop)
$program 2>/tmp/stderr & window=$!
xdotool search --sync --onlyvisible --name "JobSpy Desktop" >/tmp/window
id=$(head -1 /tmp/window)
xdotool windowfocus --sync "$id"
xdotool key --clearmodifiers --delay 60 alt+f
xdotool key --delay 60 p  # Try the practice sites
i=0
until [ "$(jobspy-desktop runs --practice 2>/dev/null | grep -c '; done$')" -ge 3 ]; do
  i=$((i + 1)); [ $i -lt 60 ] || { echo "the search by keys did not end"; exit 1; }
  sleep 1
done
xdotool windowfocus --sync "$id"
xdotool key --clearmodifiers ctrl+q
i=0
while kill -0 $window 2>/dev/null; do i=$((i + 1)); [ $i -lt 30 ] || { echo "ctrl+q did not end it"; exit 1; }; sleep 1; done
wait $window
[ ! -s /tmp/stderr ] || { cat /tmp/stderr; exit 1; }
DRIVE
in_root sh /tmp/drive.sh
say "started by its desktop entry, searched and closed by keys"

# The same package under a higher version: what an upgrade does to the data, and what going back does.
jobs="$root/root/.local/share/jobspy-desktop/practice/jobs.sqlite3"
listed() { in_root jobspy-desktop jobs --practice --output - --format jsonl | sort | sha256sum; }
before=$(listed)
version=$(dpkg-deb -f "$deb" Version)
rm -rf "$root/root/newer"
dpkg-deb -R "$deb" "$root/root/newer"
sed -i "s/^Version: .*/Version: $version+1/" "$root/root/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$root/root/newer" "$root/tmp/jobspy-newer.deb" >/dev/null
rm -rf "$root/root/newer"
in_root apt-get install -y -qq --no-install-recommends /tmp/jobspy-newer.deb >/dev/null
[ "$(in_root dpkg-query -W -f '${Version}' jobspy-desktop)" = "$version+1" ] || { say "it was not upgraded"; exit 1; }
[ "$(listed)" = "$before" ] || { say "the upgrade changed what is kept"; exit 1; }
say "upgraded; what is kept is the same"
in_root apt-get install -y -qq --no-install-recommends --allow-downgrades /tmp/jobspy.deb >/dev/null
[ "$(listed)" = "$before" ] || { say "the downgrade changed what is kept"; exit 1; }
say "downgraded; what is kept is the same"
# Where the later version has changed the data file, the earlier one refuses it and leaves it as it is.
cp "$jobs" "$root/root/kept"
sqlite3 "$jobs" "INSERT INTO migrations VALUES ('of a later version', 1); PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
changed=$(sha256sum <"$jobs")
if in_root jobspy-desktop jobs --practice >/dev/null 2>"$root/tmp/refused"; then say "it read a later version's data"; exit 1; fi
grep -q "was written by a newer version of this program" "$root/tmp/refused" || { cat "$root/tmp/refused"; exit 1; }
[ "$(sha256sum <"$jobs")" = "$changed" ] || { say "it changed a later version's data"; exit 1; }
cp "$root/root/kept" "$jobs"
say "a later version's data is refused in a sentence: $(tail -1 "$root/tmp/refused")"

in_root apt-get purge -y -qq jobspy-desktop >/dev/null
rm "$root/tmp/jobspy.deb" "$root/tmp/jobspy-newer.deb"
in_root sh -c 'find / -xdev -path /proc -prune -o -path /dev -prune -o -path /var/cache -prune -o -path /var/log -prune -o -path /root -prune -o -iname "*jobspy*" -print' >"$root/root/after"
[ ! -s "$root/root/after" ] || { say "left behind:"; cat "$root/root/after"; exit 1; }
[ -s "$root/root/.local/share/jobspy-desktop/practice/jobs.sqlite3" ] || { say "the user's data is gone"; exit 1; }
say "removed without a trace; the user's data is still there"
