"""How a run of schemathesis stays signed in: a run lasts longer than an access token lives."""

import base64
import hashlib
import hmac
import json
import os
import struct
import time
import urllib.error
import urllib.request


def post(url, path, body, place, token=None):
    """A JSON POST from an address of its own, signed in where there is a token; the answer's body, if it has one."""
    headers = {"Content-Type": "application/json", "X-Forwarded-For": place} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url + path, json.dumps(body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"POST {path} answered {error.code}: {error.read().decode(errors='replace')[:500]}") from error


def totp(secret, ahead):
    """The code of the half minute that the server is in, whose clock is so many seconds ahead (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", (int(time.time()) + ahead) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(url, email, password, secret, place, ahead):
    """An access token, through the second factor where there is one, with the password entered once more: signing in is no proof for
    setting up a second factor."""
    answer = post(url, "/api/v1/sessions", {"email": email, "password": password}, place)
    if answer.get("challenge_token"):
        answer = post(
            url,
            "/api/v1/sessions/second-factor",
            {"challenge_token": answer["challenge_token"], "code": totp(secret, ahead)},
            place,
        )
    post(url, "/api/v1/sessions/current/prove", {"password": password}, place, answer["access_token"])
    return answer["access_token"]


# Twice in a token's ten minutes.
RENEWED_AFTER = 240


class Session:
    """The person that `GM_CONTRACT_PERSON` names: [address of the server, email, password, secret or null, place,
    how many seconds its clock is ahead]."""

    token = None
    since = float("-inf")

    def get(self, _case, _context):
        """An access token that holds for a while; a code of a second factor is good once, so there is no new one before it is needed."""
        if time.monotonic() - Session.since > RENEWED_AFTER:
            Session.token = sign_in(*json.loads(os.environ["GM_CONTRACT_PERSON"]))
            Session.since = time.monotonic()
        return Session.token

    def set(self, case, token, _context):
        """Sends it along."""
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {token}"


def stays_signed_in(_context, response, _case):
    """A run that lost its session would find nothing wrong with being refused. (It also asks without a token on purpose.)"""
    assert Session.token, "the run never signed in"
    signed = response.request.headers.get("Authorization") == f"Bearer {Session.token}"
    assert not (signed and response.status_code == 401 and response.json().get("code") == "sign_in_required"), "the run is not signed in"
