"""Schemathesis over the whole contract without an account, and signed in as each demo account over what its role opens.

What a role may not enter is refused before anything is looked at; the role matrix shows that for each operation.

usage: contract.py '{"url": …, "accounts": …}'   (the line that scripts/test-server prints)
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

settings = json.loads(sys.argv[1])
URL = settings["url"]
EXAMPLES = os.environ.get("GM_CONTRACT_EXAMPLES", "5")
# What would end the session that the other requests of the same run need.
ENDS_THE_SESSION = {"delete_session", "delete_all_sessions", "refresh_session", "delete_me", "change_password"}
MATRIX = pathlib.Path("crates/api/tests/it/contract/golden/authz_matrix.txt")
SESSION = pathlib.Path(__file__).resolve().with_name("contract_session.py")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"


def accounts():
    """role → (email, password, secret) of the first demo account of each role, from the columns that `api seed-demo` prints."""
    text = pathlib.Path(settings["accounts"]).read_text()
    found = {}
    for line in text.splitlines():
        match = re.match(r"\s*([a-z_]+)\s+(\S+@\S+)\s+(\S+)(?:\s+([A-Z2-7]{16,}))?", line)
        if match:
            found.setdefault(match[1], match.groups()[1:])
    if not found:
        sys.exit(f"no demo accounts in what seed-demo printed: {text!r}")
    return found


def opened_by(role):
    """The operations that this role may enter and a visitor may not, but for those that end the session."""
    header, *rows = (line.split() for line in MATRIX.read_text().splitlines())
    visitor, own = header.index("visitor"), header.index(role)
    opened = {row[0] for row in rows if row[visitor] == "401" and row[own] not in ("401", "403")} - ENDS_THE_SESSION
    if not opened:
        sys.exit(f"the role matrix opens nothing to {role}")
    return sorted(opened)


def run(name, place, account):
    """One run of schemathesis as one person; whether it found nothing."""
    started = time.monotonic()
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    if account:
        environment |= {"SCHEMATHESIS_HOOKS": str(SESSION), "GM_CONTRACT_PERSON": json.dumps([URL, *account, place])}
    result = subprocess.run(
        [str(pathlib.Path(sys.executable).with_name("st")), "run", f"{URL}/openapi.json"]
        + ["--url", URL, "--checks", CHECKS + (",stays_signed_in" if account else ""), "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES]
        # One worker: threads that share one interpreter break its parser now and then (CPython issue 106905).
        + ["--workers", "1", "--seed", "1", "--continue-on-failure", "--no-color", "--warnings", "off"]
        + ["--request-timeout", "20", "--generation-database", "none", "--suppress-health-check", "all"]
        + (["--include-operation-id-regex", f"^({'|'.join(opened_by(name))})$"] if account else [])
        + ["-H", f"X-Forwarded-For: {place}"],
        env=environment,
        cwd=pathlib.Path(settings["accounts"]).parent,  # it keeps a cache where it runs
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    held = result.returncode == 0
    print(f"{result.stdout}=== {name}: {'ok' if held else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return held


people = {"visitor": None} | accounts()
# Two people at a time, each in a process of its own.
with ThreadPoolExecutor(max_workers=2) as pair:
    runs = {
        role: pair.submit(run, role, f"198.18.0.{number}", account)
        for number, (role, account) in enumerate(people.items(), start=1)
    }
failed = [role for role, outcome in runs.items() if not outcome.result()]
if failed:
    sys.exit(f"the contract does not hold for: {', '.join(failed)}")
