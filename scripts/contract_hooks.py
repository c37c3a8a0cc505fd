"""What schemathesis runs beside its own: signing in, real values in requests, and the record of what succeeded."""

import json
import os
import pathlib

import schemathesis
from contract_session import Session, stays_signed_in
from contract_world import World, in_order

# [address of the server, email, password, secret or null, place, how many seconds its clock is ahead]
URL, EMAIL, PASSWORD, SECRET, PLACE, AHEAD = json.loads(os.environ["GM_CONTRACT_PERSON"])
ANSWERED = pathlib.Path(os.environ["GM_CONTRACT_ANSWERED"])
SIGNED_IN = "GM_CONTRACT_VISITOR" not in os.environ
world = None
answered = set()

if SIGNED_IN:
    schemathesis.auth(refresh_interval=300, retry_on=[])(Session)
    schemathesis.check(stays_signed_in)


def is_example(case):
    """Whether a request is of the first phase: those are the same in every run, whatever else happens."""
    return bool(case.meta) and case.meta.phase.name.value == "examples"


@schemathesis.hook
def before_load_schema(_context, document):
    """Explores before the first request."""
    global world

    def headers():
        return {"X-Forwarded-For": PLACE} | ({"Authorization": f"Bearer {Session.token}"} if SIGNED_IN else {})

    if SIGNED_IN:
        Session().get(None, None)
    world = World(URL, document, headers, {"password": PASSWORD, "email": EMAIL})
    world.explore()
    document["paths"] = in_order(document["paths"])


@schemathesis.hook
def before_add_examples(context, examples):
    """The first example once for every resource that it could be for."""
    operation = context.operation
    tries = world.tries(operation.path, operation.definition.raw)
    examples.extend([case.derive(keep_auth=True) for case in examples[:1] for _ in range(tries - 1)])


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Real values in place of invented ones, in the parts that are not wrong on purpose."""
    wrong = {location.name.lower(): part.mode.is_negative for location, part in case.meta.components.items()} if case.meta else {}
    example = is_example(case)
    if not wrong.get("body"):
        world.fill_file(case)
    # One success is enough: the next act may want the others.
    enough = example and "{" in case.operation.path and case.operation.definition.raw["operationId"] in answered
    if not enough:
        world.fill(case, lambda part: wrong.get(part, False), example)


@schemathesis.hook
def after_call(_context, case, response):
    """Remembers ids, and which operations succeeded."""
    if not 200 <= response.status_code < 300 or case.method.lower() != case.operation.method.lower():
        return
    if "json" in str(response.headers.get("content-type", "")):
        world.remember(case.formatted_path, response.json())
    name = case.operation.definition.raw["operationId"]
    if is_example(case) and name not in answered:
        answered.add(name)
        with ANSWERED.open("a") as file:
            file.write(f"{name}\n")


@schemathesis.check
def valid_data_is_understood(_context, response, case):
    """400 is an answer to valid data only if it names the parameter and the rule that the contract's language cannot say."""
    if not case.meta or case.meta.generation.mode.is_negative or response.status_code != 400:
        return
    problem = response.json()
    if problem["code"] != "invalid_cursor":
        codes = {error["code"] for error in problem.get("errors", [])}
        assert codes and "wrong_type" not in codes, f"valid data was not understood: {problem}"
