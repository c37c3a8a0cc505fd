"""What one person of the demo can reach: the ids that the API answered with, and requests made of them.

A generated request names an id that nobody has and a version that nobody saved, so it is refused before anything is looked at.
`World.fill` puts real ones in their place: into the path, `If-Match`, and the body.
"""

import datetime
import json
import os
import pathlib
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, defaultdict

import schemathesis

# Every fifth request of an operation stays as it was generated.
STAYS_INVENTED = 5
# How many resources of one kind are opened to find what is inside them, of those for everybody and of this person's own.
OPENED, OPENED_OWN = 3, 30
# How many resources an act of the contract's examples is tried on: most are in another state than the act asks for.
TRIED = 30
# Acts of a course in its order, after everything else, and what ends a course or deletes after them.
STEPS = ["submit", "start-review", "forward", "confirm", "check", "propose", "opinions", "select", "apply", "decide", "report",
         "check-report", "fix", "claim", "pay"]
ENDINGS = ["return", "refuse", "turn-down", "discard", "close", "revoke", "return-report", "withdraw-claim", "undo", "fill", "end",
           "take-down", "withdraw"]
# Days of what an officer records of an application.
DAYS = {"on", "decided_on", "fixed_on", "paid_on"}
# A tag as the server makes them.
TAG = re.compile(r'"\d+(\.[0-9a-z-]+)?"')
# The smallest files that the server takes for what they say they are: it looks at the first bytes.
OFFICIAL_LIST = pathlib.Path(__file__).resolve().parent.parent / "e2e/fixtures/202604_official_list.csv"
FILES = {
    "application/pdf": b"%PDF-1.7",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "text/csv": OFFICIAL_LIST.read_bytes(),
    "application/octet-stream": OFFICIAL_LIST.read_bytes(),
}


def today(ahead=None):
    """The day in Japan by the server's clock, which is so many seconds ahead; without them, as the person's settings say."""
    if ahead is None:
        ahead = json.loads(os.environ["GM_CONTRACT_PERSON"])[-1]
    japan = datetime.timezone(datetime.timedelta(hours=9))
    return (datetime.datetime.now(japan) + datetime.timedelta(seconds=ahead)).date().isoformat()


@schemathesis.serializer(*FILES)
def as_it_is(_context, content):
    """A file is sent as the bytes that it is."""
    return content


def collection_of(field):
    """`priority_area` → `priority-areas`, as addresses call them."""
    noun = field.replace("_", "-").removesuffix("s")
    return noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"


def in_order(paths):
    """The paths so that no act takes away what another needs."""

    def rank(path):
        last = path.rsplit("/", 1)[1]
        return (last in ENDINGS or "delete" in paths[path], STEPS.index(last) + 1 if last in STEPS else 0)

    return {path: paths[path] for path in sorted(paths, key=rank)}


class World:
    """The ids that this person has seen, by the collection they belong to, in the order in which they were seen."""

    def __init__(self, url, document, headers, secrets):
        self.url = url
        self.document = document
        # Gives the headers that sign in.
        self.headers = headers
        # What this person alone knows: field → value.
        self.secrets = secrets
        # (address of the parent or "", collection) → ids; a dictionary keeps order and drops repetitions.
        self.ids = defaultdict(dict)
        self.requests = Counter()
        self.own_id = None

    def get(self, path):
        """The answer to a GET: body and ETag, or nothing if this person may not or there is nothing."""
        request = urllib.request.Request(self.url + path, headers=self.headers())
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                if "json" not in answer.headers.get("Content-Type", ""):
                    return None, None
                return json.load(answer), answer.headers.get("ETag")
        except urllib.error.HTTPError:
            return None, None

    def explore(self):
        """Asks every list and resource that can be asked for, this person's own before the public ones."""
        me, _ = self.get("/api/v1/me")
        self.own_id = me and me["id"]
        reads = [(path, item["get"]) for path, item in self.document["paths"].items() if "get" in item]
        reads.sort(key=lambda read: (read[0].count("{"), {} in read[1].get("security", [])))
        for template, operation in reads:
            opened = OPENED if {} in operation.get("security", []) else OPENED_OWN
            for query in self.needed_queries(operation):
                for known in self.known(template)[:opened]:
                    path = template.format(**known)
                    body, _ = self.get(path + query)
                    if body is None:
                        break
                    self.remember(path, body)

    def needed_queries(self, operation):
        """The queries with every value of a required parameter that is one of a few words."""
        needed = [one for one in operation.get("parameters", []) if one["in"] == "query" and one.get("required")]
        if not needed:
            return [""]
        values = self.resolve(needed[0]["schema"]).get("enum", [])
        return [f"?{needed[0]['name']}={value}" for value in values]

    def resolve(self, schema):
        """The schema that a reference names."""
        return self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    def remember(self, path, body):
        """Keeps every id of an answer."""
        segments = path.split("/")
        content = body.get("items", body) if isinstance(body, dict) else body
        if isinstance(content, list):
            for item in content:
                self.remember_item("/".join(segments[:-1]), segments[-1], item)
        elif isinstance(content, dict):
            if isinstance(key := content.get("id"), str):
                place = segments.index(key) if key in segments else len(segments)
                self.remember_item("/".join(segments[: place - 1]), segments[place - 1], content)
            else:
                self.remember_fields(path, content)

    def remember_item(self, parent, collection, item):
        """Keeps the id of a resource, and those inside it."""
        if isinstance(item, dict):
            # A person among others is named by the account.
            key = item.get("id") or item.get("account_id")
            if isinstance(key, str):
                self.keep(parent, collection, key)
            self.remember_fields(f"{parent}/{collection}/{key}", item)

    def remember_fields(self, parent, item):
        """Keeps the ids that a resource's fields hold."""
        for name, value in item.items():
            if isinstance(value, str) and name.endswith("_id") and name != "account_id":
                self.keep("", collection_of(name.removesuffix("_id")), value)
            elif isinstance(value, dict):
                self.remember_item(parent, collection_of(name), value)
            elif isinstance(value, list):
                for one in value:
                    if isinstance(one, str):
                        self.ids[parent, name][one] = None
                    self.remember_item(parent, name.replace("_", "-"), one)

    def keep(self, parent, collection, key):
        """Keeps an id as its parent's and as one of its collection; not the person's own account, which the run still needs."""
        if key == self.own_id:
            return
        self.ids[parent, collection][key] = None
        self.ids["", collection][key] = None

    def known(self, template):
        """The values for the parameters of a path that name something seen: one dictionary for each combination."""
        found = [("", {})]
        for segment in template.removeprefix("/").split("/"):
            if not segment.startswith("{"):
                found = [(f"{path}/{segment}", values) for path, values in found]
                continue
            name = segment.strip("{}")
            found = [(f"{path}/{key}", values | {name: key}) for path, values in found for key in self.keys(path, values, name)]
        return [values for _, values in found]

    def keys(self, path, values, name):
        """The ids for the next parameter of a path."""
        parent, collection = path.rsplit("/", 1)
        if values:
            return self.ids[parent, collection]
        # A collection at the top is reached from anywhere; `me/blocks/{institution_id}` takes what the parameter is named for.
        return self.ids["", collection] or (self.ids["", collection_of(name.removesuffix("_id"))] if name.endswith("_id") else {})

    def tries(self, template, operation):
        """How often an example is sent, so that it meets each of the resources that it could be for."""
        bodies = operation.get("requestBody", {}).get("content", {}).values()
        fields = [name for body in bodies for name in self.resolve(body.get("schema", {})).get("properties", {})]
        choices = [len(self.ids["", collection_of(name.removesuffix("_id"))]) for name in fields if name.endswith("_id")]
        return min(max([len(self.known(template)), *choices, 1]), TRIED)

    def version(self, template, values):
        """Body and ETag of the resource that an act is on: of the nearest address at or above it that is read, or as a list has it."""
        while template.count("/") > 2:
            if "get" in self.document["paths"].get(template, {}):
                body, tag = self.get(template.format(**values))
                if isinstance(body, dict) and "items" in body:
                    own = [item for item in body["items"] if item.get("id") in values.values() and "version" in item]
                    return (own[0], f'"{own[0]["version"]}"') if own else (None, None)
                return body, tag
            template = template.rsplit("/", 1)[0]
        return None, None

    def fill(self, case, refused, example):
        """Puts real values into a request; `refused` tells which parts are wrong on purpose and stay so.

        Every example is filled, of other requests most.
        """
        operation = case.operation.definition.raw
        number = self.requests[case.operation.label]
        self.requests[case.operation.label] += 1
        invented = not example and number % STAYS_INVENTED == STAYS_INVENTED - 1
        template = case.operation.path
        if "{" in template and not refused("path") and not invented:
            known = self.known(template)
            # What a link led to stays; in other phases an id that was seen before is no better than the next one.
            linked = case.meta and case.meta.phase.name.value == "stateful" and case.path_parameters in known
            if known and not linked:
                case.path_parameters = {**(case.path_parameters or {}), **known[number % len(known)]}
        read = None
        if not refused("header"):
            read = self.fill_headers(case, operation)
        if not refused("query") and "cursor" in (case.query or {}):
            # Only the server makes cursors.
            del case.query["cursor"]
        if not refused("body") and not invented:
            self.fill_body(case, operation, read, number)

    def fill_file(self, case):
        """Puts a real file in place of invented bytes: no schema says what makes bytes a file."""
        if case.media_type in FILES:
            case.body = FILES[case.media_type]

    def fill_headers(self, case, operation):
        """Puts in the headers whose form no schema tells, and returns what was read for `If-Match`."""
        wanted = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}
        read = None
        if "If-Match" in wanted:
            values = {name: urllib.parse.quote(str(value), safe="") for name, value in (case.path_parameters or {}).items()}
            read, tag = self.version(case.operation.path, values)
            # So does the version that a link gave. Whatever is there now, for those who cannot read it alone.
            if not TAG.fullmatch(case.headers.get("If-Match") or ""):
                case.headers["If-Match"] = tag or "*"
        if "Idempotency-Key" in wanted and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = f"{case.operation.label} {self.requests[case.operation.label]}"
        return read

    def fill_body(self, case, operation, read, number):
        """Puts real values into a body that is valid: every other edit sends what it read, ids are real."""
        if isinstance(case.body, dict):
            schema = self.resolve(operation["requestBody"]["content"][case.media_type]["schema"])
            same = {name: read[name] for name in schema.get("properties", {}) if read and name in read} if number % 2 == 0 else {}
            # Passwords are this person's, and addresses where a password goes with them.
            own = {name: self.secrets[name] for name in case.body if name in self.secrets and "password" in case.body}
            # A day of an application must not lie before its steps, which the demo took lately.
            days = {name: today() for name in case.body if name in DAYS and "/support-applications/" in case.operation.path}
            case.body = self.with_real_ids(case.body | same | own | days, number)

    def with_real_ids(self, value, number):
        """The same value with ids that exist."""
        if isinstance(value, list):
            return [self.with_real_ids(one, number) for one in value]
        if not isinstance(value, dict):
            return value
        return {name: self.real_id(name, one, number) for name, one in value.items()}

    def real_id(self, name, value, number):
        """An id of the collection that the field's name tells, in turn."""
        seen = list(self.ids["", collection_of(name.removesuffix("_id"))]) if name.endswith("_id") and isinstance(value, str) else []
        return seen[number % len(seen)] if seen else self.with_real_ids(value, number)
