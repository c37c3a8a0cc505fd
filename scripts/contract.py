"""Schemathesis over the whole contract without an account, and signed in as each demo account over what its role opens; and the scenario, acts
in an order in which each succeeds (scripts/contract_scenario.py).

What a role may not enter is refused before anything is looked at; the role matrix shows that for each operation.
Every person has a server of their own with fresh demo data, so that what one changes or deletes is there for the next.

What once succeeded must succeed in every run: scripts/contract_answered.txt lists it, as `operation role` where a generated request did, and as
`operation role scenario` where the scenario did. Every operation must be among them.

usage: contract.py [--accept]   (--accept adds what succeeded and is not listed yet)
GM_CONTRACT_ROLES and GM_CONTRACT_PHASES name some of the roles (`scenario` is one), and of schemathesis' phases, for a shorter run.
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from contract_scenario import Scenario
from schemathesis.core.failures import FailureGroup

HERE = pathlib.Path(__file__).resolve().parent
MATRIX = HERE.parent / "crates/api/tests/it/contract/golden/authz_matrix.txt"
ANSWERED = HERE / "contract_answered.txt"
SCENARIO = "scenario"
# What would end the session that the other requests of the same run need.
ENDS_THE_SESSION = {"delete_session", "delete_all_sessions", "refresh_session", "delete_me", "change_password"}


def matrix():
    """operation → role → status, as the role matrix has it."""
    header, *rows = (line.split() for line in MATRIX.read_text().splitlines())
    return {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def opened_to(role):
    """The operations that a role may enter and a visitor may not, but for those that end the session; a visitor is asked for all."""
    opened = {name for name, row in matrix().items() if row["visitor"] == "401" and row[role] not in ("401", "403")}
    return sorted(opened - ENDS_THE_SESSION)


@contextlib.contextmanager
def server(role):
    """A server with fresh demo data and a log of its own; what scripts/test-server says about it."""
    log = pathlib.Path(os.environ.get("GM_TEST_SERVER_LOG", HERE.parent / ".run/test-server.log"))
    own = {"GM_TEST_SERVER_LOG": str(log.with_stem(f"{log.stem}-{role}"))}
    process = subprocess.Popen([HERE / "test-server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | own)
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("the test server did not start")
        yield json.loads(line)
    finally:
        process.stdin.close()
        process.wait(timeout=60)


def account(settings, role, name=r"\S+"):
    """Address, password and second factor of the first demo account of a role (and name), from the columns that `api seed-demo` prints."""
    text = pathlib.Path(settings["accounts"]).read_text()
    found = re.search(rf"^\s*{role}\s+({name}@\S+)\s+(\S+)(?:\s+([A-Z2-7]{{16,}}))?", text, re.MULTILINE)
    if not found:
        raise RuntimeError(f"seed-demo printed no account of {role}: {text!r}")
    return found.groups()


def play():
    """The scenario on a server of its own: whether every act succeeded, and the lines of the list for those that did."""
    started = time.monotonic()
    with server(SCENARIO) as settings:
        with urllib.request.urlopen(f"{settings['url']}/openapi.json", timeout=20) as answer:
            scenario = Scenario(settings, json.load(answer), partial(account, settings))
        held = True
        try:
            scenario.run()
        # Whatever is wrong with an act or its answer: the other runs go on.
        except (Exception, FailureGroup):
            held = False
            traceback.print_exc(file=sys.stdout)
    print(f"=== {SCENARIO}: {'ok' if held else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return held, {f"{one} {SCENARIO}" for one in scenario.succeeded}


def run(role, number):
    """One run of schemathesis as one person: whether it found nothing, and the lines of the list for the operations that succeeded."""
    if role == SCENARIO:
        return play()
    started = time.monotonic()
    place = f"198.18.0.{number}"
    signed_in = role != "visitor"
    with server(role) as settings, tempfile.TemporaryDirectory() as folder:
        # A visitor knows somebody's password, and has not signed in.
        person = account(settings, role if signed_in else "doctor")
        answered = pathlib.Path(folder) / "answered.txt"
        answered.touch()
        result = subprocess.run(
            [pathlib.Path(sys.executable).with_name("st"), "--config-file", HERE / "contract.toml"]
            + ["run", f"{settings['url']}/openapi.json", "--url", settings["url"]]
            + ["--phases", os.environ.get("GM_CONTRACT_PHASES", "examples,coverage,fuzzing")]
            # One worker: threads that share one interpreter break its parser now and then (CPython issue 106905).
            + ["--workers", "1", "--seed", "1", "--continue-on-failure", "--no-color", "--warnings", "off"]
            + ["--request-timeout", "20", "--generation-database", "none", "--suppress-health-check", "all"]
            + (["--include-operation-id-regex", f"^({'|'.join(opened_to(role))})$"] if signed_in else [])
            + ["-H", f"X-Forwarded-For: {place}"],
            env=os.environ
            | {
                "PYTHONPATH": str(HERE),
                "SCHEMATHESIS_HOOKS": str(HERE / "contract_hooks.py"),
                "GM_CONTRACT_PERSON": json.dumps([settings["url"], *person, place, settings["clock_shift_seconds"]]),
                "GM_CONTRACT_ANSWERED": str(answered),
            }
            | ({} if signed_in else {"GM_CONTRACT_VISITOR": "1"}),
            cwd=folder,  # it keeps a cache where it runs
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        succeeded = set(answered.read_text().split())
    held = result.returncode == 0
    print(f"{result.stdout}=== {role}: {'ok' if held else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return held, {f"{operation} {role}" for operation in succeeded}


def main():
    roles = [SCENARIO, *next(iter(matrix().values()))]
    roles = os.environ.get("GM_CONTRACT_ROLES", " ".join(roles)).split()
    # Two people at a time, each in a process of its own.
    with ThreadPoolExecutor(max_workers=2) as pair:
        runs = dict(zip(roles, pair.map(run, roles, range(1, 20)), strict=True))
    failed = [role for role, (held, _) in runs.items() if not held]
    seen = {line for _, succeeded in runs.values() for line in succeeded}
    listed = set(ANSWERED.read_text().splitlines()) if ANSWERED.exists() else set()
    lost = sorted(one for one in listed - seen if one.split()[-1] in roles)
    new = sorted(seen - listed)
    if "--accept" in sys.argv:
        ANSWERED.write_text("".join(f"{one}\n" for one in sorted(listed | seen)))
    elif new:
        print("succeeded and not listed yet (scripts/contract --accept adds them):", *new, sep="\n  ")
    missing = sorted(set(matrix()) - {one.split()[0] for one in listed | seen})
    print(f"{len(matrix()) - len(missing)} of {len(matrix())} operations succeed for somebody")
    if missing:
        print("succeeded for nobody yet; scripts/contract_scenario.py is where they can:", *missing, sep="\n  ")
    if lost:
        print("listed in scripts/contract_answered.txt, and did not succeed:", *lost, sep="\n  ")
    if failed:
        print(f"the contract does not hold for: {', '.join(failed)}")
    sys.exit(bool(failed or lost or missing))


main()
