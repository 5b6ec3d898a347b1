#!/bin/sh
# Signs, packs and has notarized what `make package ARGS=bundle` made; on macOS only.
# JOBSPY_CODESIGN_IDENTITY: the "Developer ID Application" in the keychain. JOBSPY_NOTARY_PROFILE: what
# `xcrun notarytool store-credentials` keeps. Without them the disk image is neither signed nor notarized, which it says.
set -eu
cd "$(dirname "$0")/../.."
[ "$(uname -s)" = Darwin ] || { echo "Only macOS can make its disk image." >&2; exit 1; }
app=".out/package/dist/JobSpy Desktop.app"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml | head -1)
image=".out/package/jobspy-desktop-$version-macos.dmg"
[ -d "$app" ] || { echo "There is no $app: run make package ARGS=bundle first." >&2; exit 1; }
sign() {
  codesign --force --options runtime --timestamp --entitlements build/macos/entitlements.plist \
    --sign "$JOBSPY_CODESIGN_IDENTITY" "$@"
}
if [ -n "${JOBSPY_CODESIGN_IDENTITY:-}" ]; then
  # From the inside out, as Apple asks: libraries and programs, then frameworks, then the application.
  find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -100 \) |
    while IFS= read -r file; do sign "$file"; done
  find "$app/Contents" -type d -name '*.framework' -prune |
    while IFS= read -r framework; do sign "$framework"; done
  sign "$app"
  codesign --verify --deep --strict "$app"
else
  echo "Not signed: JOBSPY_CODESIGN_IDENTITY is not set." >&2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "JobSpy Desktop" -srcfolder "$folder" -ov -format UDZO "$image"
[ -z "${JOBSPY_CODESIGN_IDENTITY:-}" ] || codesign --timestamp --sign "$JOBSPY_CODESIGN_IDENTITY" "$image"
if [ -n "${JOBSPY_NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$JOBSPY_NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
else
  echo "Not notarized: JOBSPY_NOTARY_PROFILE is not set." >&2
fi
