"""Schemathesis over the whole contract, once without an account and once signed in as each demo account.

usage: contract.py '{"url": …, "accounts": …}'   (the line that scripts/test-server prints)
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

settings = json.loads(sys.argv[1])
URL = settings["url"]
EXAMPLES = os.environ.get("GM_CONTRACT_EXAMPLES", "5")
# What would end the session that the other requests of the same run need.
ENDS_THE_SESSION = r"^(delete_session|delete_all_sessions|refresh_session|delete_me|change_password)$"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"


def post(path, body, place):
    """A JSON POST from an address of its own; the answer's body."""
    request = urllib.request.Request(
        URL + path,
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "X-Forwarded-For": place},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        sys.exit(f"POST {path} answered {error.code}: {error.read().decode(errors='replace')[:500]}")


def totp(secret):
    """The code of this half minute (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(email, password, secret, place):
    """An access token, through the second factor where there is one."""
    answer = post("/api/v1/sessions", {"email": email, "password": password}, place)
    if answer.get("challenge_token"):
        answer = post(
            "/api/v1/sessions/second-factor",
            {"challenge_token": answer["challenge_token"], "code": totp(secret)},
            place,
        )
    return answer["access_token"]


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


def run(name, place, account):
    """One run of schemathesis as one person; whether it found nothing."""
    started = time.monotonic()
    headers = ["-H", f"X-Forwarded-For: {place}"]
    if account:
        # Tokens live ten minutes: one per run, made just before it.
        headers += ["-H", f"Authorization: Bearer {sign_in(*account, place)}"]
    result = subprocess.run(
        [str(pathlib.Path(sys.executable).with_name("st")), "run", f"{URL}/openapi.json"]
        + ["--url", URL, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES]
        # One worker: threads that share one interpreter break its parser now and then (CPython issue 106905).
        + ["--workers", "1", "--seed", "1", "--continue-on-failure", "--no-color", "--warnings", "off"]
        + ["--request-timeout", "20", "--generation-database", "none", "--suppress-health-check", "all"]
        + (["--exclude-operation-id-regex", ENDS_THE_SESSION] if account else [])
        + headers,
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
