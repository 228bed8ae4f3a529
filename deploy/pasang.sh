#!/bin/sh
# From a fresh Debian to a running office: sudo deploy/pasang.sh KANTOR [ALAMAT]
#   KANTOR  the office's id, such as juai; one that is not included is set up in the browser     ALAMAT  https://layanan.contoh.go.id
# Run again, it brings a new version in: settings, key and data that are there stay as they are.
set -eu

office=${1:?kantor mana? misalnya: sudo deploy/pasang.sh juai https://layanan.contoh.go.id}
address=${2:-}
root=${ROOT:-}                                   # of another system than this one, as the test uses it
source=$(cd "$(dirname "$0")/.." && pwd)
home=$root/srv/layanwarga
settings=$root/etc/layanwarga.env
unit=$root/etc/systemd/system/layanwarga.service
command=$root/usr/local/bin/layanwarga
own=$root/var/lib/layanwarga/pengetahuan         # of offices that are not included

say() { echo "pasang: $*"; }

if [ -z "$root" ]; then
    [ "$(id -u)" = 0 ] || { say "jalankan dengan sudo"; exit 1; }
    id layanwarga >/dev/null 2>&1 || useradd --system --home-dir /var/lib/layanwarga --shell /usr/sbin/nologin layanwarga
    command -v python3 >/dev/null && command -v make >/dev/null || apt-get install -y python3 python3-venv make
fi

if [ "$source" != "$home" ]; then
    say "menyalin program ke $home"
    mkdir -p "$home"
    for part in bot handlers knowledge requirements deploy pyproject.toml Makefile README.md; do
        rm -rf "$home/$part"
        cp -R "$source/$part" "$home/$part"
    done
fi
parts=install
[ -d "$home/knowledge/offices/$office" ] || parts="install import"
for extra in import passkey server; do           # those that are there follow the new version
    [ ! -f "$home/.venv/$extra.ok" ] || parts="$parts $extra"
done
[ -n "${WITHOUT_PACKAGES:-}" ] || make -s -C "$home" $parts
layanwarga=${LAYANWARGA:-$home/.venv/bin/layanwarga}

if [ ! -f "$settings" ]; then
    say "membuat $settings"
    mkdir -p "$(dirname "$settings")"
    umask 077
    {
        echo "LAYANWARGA_MODE=office"
        echo "LAYANWARGA_OFFICES=$office"
        echo "LAYANWARGA_PUBLIC_URL=$address"
        [ -d "$home/knowledge/offices/$office" ] || echo "LAYANWARGA_KNOWLEDGE=$own"
        echo "LAYANWARGA_KEY=$("$layanwarga" key)"
    } > "$settings.baru"
    mv "$settings.baru" "$settings"
    umask 022
    say "simpan salinan LAYANWARGA_KEY dari $settings di tempat lain: tanpa kunci itu data dan cadangan tidak terbaca"
fi

mkdir -p "$(dirname "$unit")" "$(dirname "$command")"
cp "$home/deploy/layanwarga.service" "$unit"
cp "$home/deploy/perintah.sh" "$command"
if [ -z "$root" ]; then
    systemctl daemon-reload
    systemctl enable layanwarga
    "$command" migrate --plan                    # what the start will change: an older version refuses it afterwards
    systemctl restart layanwarga
    systemctl --no-pager --lines=5 status layanwarga
fi
next="staff invite --office $office --role admin"
[ -d "$home/knowledge/offices/$office" ] || [ -d "$own/offices/$office" ] || next=setup
say "selesai; langkah berikutnya: sudo layanwarga $next (lihat docs/operasi.md)"
