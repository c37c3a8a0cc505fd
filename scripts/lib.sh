# Shared by the scripts of this folder; source it. Bash, because Debian has it and nothing needs to be compiled first.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What takes long to make and may be lost at any time: Python environments, npm's cache.
CACHE=${GM_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/gm-network}
# What one run of the product needs: database, mail, keys.
RUN=$ROOT/.run
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $*"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

# The target directory of host builds, wherever the caller keeps it.
target_dir() { printf '%s' "${CARGO_TARGET_DIR:-$ROOT/target}"; }

# Others may pass through (Postgres' user must reach its folder in it), but not look around.
private_folder() { [ -d "$1" ] || mkdir -m 711 -p "$1"; }

# A port that nobody listens on. Another program can take it before we do; then starting fails with a sentence.
free_port() {
    local port
    for _ in $(seq 50); do
        # Below the range that the system takes ports of outgoing connections from.
        port=$((10000 + RANDOM % 20000))
        if ! port_taken "127.0.0.1" "$port"; then
            printf '%s' "$port"
            return
        fi
    done
    die "no free port between 10000 and 30000 on 127.0.0.1"
}

port_taken() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

wait_for_port() {
    local host=$1 port=$2 seconds=$3
    for _ in $(seq $((seconds * 10))); do
        port_taken "$host" "$port" && return
        sleep 0.1
    done
    return 1
}

# need_disk <gigabytes>: builds that run out of space fail in ways that nobody understands.
need_disk() {
    local free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "$free" -ge "$1" ] || die "the disk is nearly full: $free GB are free at $ROOT, and this needs $1 GB"
}

# install_debian <why> <packages…>: installs Debian packages, or says the command that does.
install_debian() {
    local why=$1 run=()
    shift
    if ! have apt-get; then
        die "$why needs these Debian packages or what your system calls them: $*"
    elif is_root; then
        run=(env)
    elif have sudo && sudo -n true 2>/dev/null; then
        run=(sudo -n)
    else
        die "$why is missing: run  sudo apt-get install -y $*  and start again"
    fi
    say "installing for $why: $*"
    local log
    log=$(mktemp)
    if ! { "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
        { "${run[@]}" apt-get update && "${run[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }; } \
        >"$log" 2>&1 </dev/null; then
        tail -5 "$log" >&2
        rm -f "$log"
        die "$why could not be installed: run  apt-get install -y $*  and look at its answer"
    fi
    rm -f "$log"
}

# Postgres' own programs, which Debian keeps outside PATH; empty when there are none.
postgres_bin() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        [ -x "$folder/initdb" ] && printf '%s' "$folder" && return
    done
    have initdb && dirname "$(command -v initdb)"
    return 0
}

# A Python environment from scripts/requirements/<name>.txt, made once per content of that file.
python_env() {
    local name=$1 requirements=$ROOT/scripts/requirements/$1.txt key folder
    key=$(sha256sum "$requirements" | cut -c1-12)
    folder=$CACHE/python/$name-$key
    if [ ! -x "$folder/bin/python" ] || [ ! -e "$folder/.complete" ]; then
        python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null ||
            install_debian "Python's venv" python3-venv
        say "installing Python packages for $name: $(paste -sd' ' "$requirements")"
        mkdir -p "$CACHE/python"
        rm -rf "$CACHE/python/$name-"*
        python3 -m venv "$folder"
        "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" >&2 ||
            die "the Python packages of $requirements could not be installed"
        touch "$folder/.complete"
    fi
    printf '%s' "$folder"
}

# e2e/node_modules, installed again when the lockfile changes.
npm_packages() {
    local key
    key=$(sha256sum "$ROOT/e2e/package-lock.json" | cut -c1-16)
    [ "$(cat "$ROOT/e2e/node_modules/.lock-key" 2>/dev/null)" = "$key" ] && return
    say "installing npm packages for the browser tests"
    (cd "$ROOT/e2e" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 NPM_CONFIG_UPDATE_NOTIFIER=false npm ci --prefer-offline --no-audit --no-fund --loglevel=error \
        --cache "$CACHE/npm" >/dev/null) || die "npm ci failed in e2e/"
    printf '%s' "$key" >"$ROOT/e2e/node_modules/.lock-key"
}

# Starts a mail server that keeps every message as a file in <maildir>: start_mail_sink <maildir>.
# Sets SINK_PID and SINK_URL.
start_mail_sink() {
    local maildir=$1 python port
    python=$(python_env mail)
    port=$(free_port)
    private_folder "$(dirname "$maildir")"
    (umask 077 && exec "$python/bin/python" -W ignore -m aiosmtpd -n -l "127.0.0.1:$port" -c aiosmtpd.handlers.Mailbox "$maildir" \
        >"$(dirname "$maildir")/mail-sink.log" 2>&1 </dev/null 9>&-) &
    SINK_PID=$!
    SINK_URL=smtp://127.0.0.1:$port
    wait_for_port 127.0.0.1 "$port" 10 || die "the mail sink did not start: $(tail -1 "$(dirname "$maildir")/mail-sink.log")"
}

# stop_process <pid>: ends a background job of this script with everything it started (with `set -m` a job is a process
# group of its own) and waits for it.
stop_process() {
    local pid=${1:-}
    [ -n "$pid" ] || return 0
    if kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null; then
        for _ in $(seq 150); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL -- "-$pid" 2>/dev/null || true
    fi
    wait "$pid" 2>/dev/null || true
}

# http_status <host> <port> <path>: the status of a GET, without curl, which a fresh Debian has not.
http_status() {
    local line
    exec 8<>"/dev/tcp/$1/$2" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: %s:%s\r\n\r\n' "$3" "$1" "$2" >&8
    IFS=' ' read -r -t 5 _ line _ <&8 || line=000
    exec 8>&-
    printf '%s' "$line"
}

# The API and the client, up to date. Arguments go to bundle.
build_product() {
    CARGO_TARGET_DIR=$(target_dir) cargo build --bins && "$(target_dir)/debug/bundle" "$@"
}
