#!/usr/bin/env bash
# Everything that is tested, on both databases and in a browser:
#
#   bash tests/run.sh                      all of it
#   bash tests/run.sh sqlite journeys      only these runners (sqlite, postgres, journeys)
#
# Needs the .NET SDK and Node.js. What else is missing (PostgreSQL, Chromium) is installed with apt-get where there is one.
# The last line says how many tests passed and failed over all runners; the exit code is 0 only if all ran and none failed.
set -uo pipefail
cd "$(dirname "$0")/.."

runners=("${@:-sqlite postgres journeys}")
read -ra runners <<< "${runners[*]}"
for runner in "${runners[@]}"; do
  case $runner in sqlite|postgres|journeys) ;; *) echo "There is no runner “$runner”. Known are sqlite, postgres and journeys." >&2; exit 2 ;; esac
done
wants() { [[ " ${runners[*]} " == *" $1 "* ]]; }

configuration=${CONFIGURATION:-Release}
work=$(mktemp -d "${TMPDIR:-/tmp}/shop-tests.XXXXXX")
chmod 755 "$work" # the database's user must be able to pass through
passed=0 failed=0 skipped=0 broken=0
cluster=

# What runs for minutes only is not worth watching for what is worth compiling better.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 TMPDIR=$work

finish() {
  if [[ -n $cluster ]]; then as_database_user "$pg/pg_ctl" -D "$cluster/data" -m immediate stop > /dev/null 2>&1; fi
  if (( failed + broken > 0 )) && compgen -G "$work/journeys/*" > /dev/null; then
    local kept
    kept=$(mktemp -d /tmp/shop-journeys.XXXXXX) && cp -r "$work/journeys/." "$kept" && echo "Screenshots of failed journeys: $kept"
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }

install() { # packages of Debian
  command -v apt-get > /dev/null || return 1
  local root=()
  if (( EUID != 0 )); then command -v sudo > /dev/null || return 1; root=(sudo); fi
  echo "Installing $* ..."
  { "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } > "$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; return 1; }
}

postgres_programs() {
  local found
  if command -v initdb > /dev/null && command -v postgres > /dev/null; then dirname "$(command -v initdb)"; return; fi
  found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) && dirname "$found"
}

# The server refuses to run as root, so it gets a user of less power.
as_database_user() {
  if (( EUID != 0 )); then "$@"; return; fi
  local user=nobody
  id postgres > /dev/null 2>&1 && user=postgres
  (cd / && setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME="$cluster" TMPDIR="$cluster" "$@")
}

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

start_postgres() {
  pg=$(postgres_programs)
  if [[ -z $pg ]]; then install postgresql; pg=$(postgres_programs); fi
  if [[ -z $pg ]]; then echo "PostgreSQL is missing and could not be installed."; return 1; fi
  cluster=$work/postgres
  mkdir -p "$cluster"
  if (( EUID == 0 )); then chown "$(id postgres > /dev/null 2>&1 && echo postgres || echo nobody)" "$cluster"; fi
  local port
  port=$(free_port)
  # Speed matters here and the data do not: nothing is flushed to the disk or tidied up, and questions that are asked once are not compiled.
  as_database_user "$pg/initdb" -D "$cluster/data" -U shop --auth=trust -E UTF8 --locale=C.UTF-8 > "$cluster.log" 2>&1 &&
    as_database_user "$pg/pg_ctl" -D "$cluster/data" -w -l "$cluster/server.log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off -c shared_buffers=256MB -c max_connections=300" start >> "$cluster.log" 2>&1 ||
    { tail -n 20 "$cluster.log" "$cluster/server.log" 2> /dev/null; return 1; }
  export SHOP_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=shop"
}

# The shell is Chromium without what surrounds the pages: the same engine for a fifth less work.
chromium_program() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }

counter() { sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

# A runner's results come from its trx file; one that leaves none did not run, and that is a failure.
run_tests() { # name, project
  local name=$1 project=$2 trx=$work/$1.trx started=$SECONDS
  say "$name"
  dotnet test "$project" --no-build -c "$configuration" -v quiet --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$trx" 2>&1 |
    grep -v -E '^(Test run for|A total of|VSTest version|Results File:|Starting test execution|\s*$|  at Xunit\.|   at System\.Reflection\.|--- End of stack trace)'
  local total executed ok
  if ! [[ -f $trx ]]; then echo "$name: did not run."; broken=$((broken + 1)); return; fi
  total=$(counter total "$trx") executed=$(counter executed "$trx") ok=$(counter passed "$trx")
  if [[ -z $total || -z $executed || -z $ok || $total -eq 0 ]] || grep -q 'outcome="Aborted"\|The active test run was aborted' "$trx"; then echo "$name: did not run to its end."; broken=$((broken + 1)); fi
  total=${total:-0} executed=${executed:-0} ok=${ok:-0}
  echo "$name: $ok passed, $((executed - ok)) failed$( (( total > executed )) && echo ", $((total - executed)) skipped"), $((SECONDS - started)) s"
  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
}

# A real retailer's complete file, where it lies beside the checkout; without it that test says that it was skipped.
retailer=../shared/data/online-retail/online_retail_full.csv.gz
if [[ -z ${SHOP_RETAILER_FILE:-} && -f $retailer ]]; then SHOP_RETAILER_FILE=$(realpath "$retailer"); export SHOP_RETAILER_FILE; fi

say "Build"
started=$SECONDS
if ! dotnet build Shop.sln -c "$configuration" -v quiet -nologo "-clp:NoSummary;ErrorsOnly"; then
  echo "The build failed."
  echo "0 passed, ${#runners[@]} failed"
  exit 1
fi
echo "Built in $((SECONDS - started)) s."

if wants sqlite; then unset SHOP_TEST_POSTGRES; run_tests "Shop.Tests on SQLite" tests/Shop.Tests; fi
if wants postgres; then
  if start_postgres; then run_tests "Shop.Tests on PostgreSQL" tests/Shop.Tests; unset SHOP_TEST_POSTGRES
  else echo "Shop.Tests on PostgreSQL: did not run."; broken=$((broken + 1)); fi
fi
if wants journeys; then
  # The whole one weighs what a first visit costs; the shell does the rest.
  command -v chromium > /dev/null || install chromium
  command -v chromium-headless-shell > /dev/null || install chromium-headless-shell
  if [[ -n $(chromium_program) ]]; then
    SHOP_CHROMIUM=$(chromium_program) SHOP_JOURNEY_RESULTS=$work/journeys run_tests "Shop.Journeys in Chromium" tests/Shop.Journeys
  else echo "Shop.Journeys in Chromium: did not run, Chromium is missing."; broken=$((broken + 1)); fi
fi

echo
if (( skipped > 0 )); then echo "$passed passed, $((failed + broken)) failed, $skipped skipped"; else echo "$passed passed, $((failed + broken)) failed"; fi
exit $(( failed + broken > 0 ))
