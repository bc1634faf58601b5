#!/usr/bin/env bash
# Installs the system libraries that are missing, and nothing when none is.
#
#   system.sh [screen] [tests]
#
# `screen` adds what Qt needs to open windows under X11, `tests` a virtual screen.
# Uses apt-get, through sudo when not root. Elsewhere it names what is needed and goes on.
set -euo pipefail
cd "$(dirname "$0")"

[ "$(uname -s)" = Linux ] || exit 0

wanted=(ca-certificates libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0)
./python.sh >/dev/null || wanted+=(python3 python3-venv)
for part in "$@"; do
    case $part in
        screen) wanted+=(libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxss1) ;;
        tests) wanted+=(xvfb xauth libxss1 dbus libatomic1 libpulse0 chromium) ;;
        *) echo "system.sh: unknown part: $part" >&2; exit 2 ;;
    esac
done

if ! command -v apt-get >/dev/null; then
    echo "This system has no apt-get. Vereda needs what these Debian packages hold: ${wanted[*]}"
    exit 0
fi

installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^ii  *//p')
missing=()
for package in "${wanted[@]}"; do
    # Debian 13 and Ubuntu 24.04 renamed some libraries with this ending.
    grep -qx -e "$package" -e "${package}t64" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing system packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Neither root nor sudo here. As root, run: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
fi
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}" </dev/null
}
# The lists may be absent (a fresh image) or older than the mirror: renew them, then try again.
if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || ! install; then
    "${as_root[@]}" apt-get update </dev/null
    install
fi
