#!/bin/sh
# The command line with the settings, the data and the user of the service: sudo layanwarga doctor
# pasang.sh copies it to /usr/local/bin/layanwarga. Files are named by their whole path. Another data folder: sudo LAYANWARGA_DATA=/tmp/latihan layanwarga doctor
set -eu

root=${ROOT:-}                                   # of another system than this one, as the test uses it
given=${LAYANWARGA_DATA:-}
export LAYANWARGA_DATA="$root/var/lib/layanwarga"
while IFS= read -r line || [ -n "$line" ]; do    # as systemd reads them: nothing in a value means anything to the shell
    case $line in LAYANWARGA_*=*) ;; *) continue ;; esac
    value=${line#*=}
    case $value in \"*\" | \'*\') value=${value#?} value=${value%?} ;; esac
    export "${line%%=*}=$value"
done < "$root/etc/layanwarga.env"
[ -z "$given" ] || LAYANWARGA_DATA=$given

cd "$root/srv/layanwarga"
set -- .venv/bin/layanwarga "$@"
[ -n "$root" ] || set -- runuser -u layanwarga -- "$@"
exec "$@"
