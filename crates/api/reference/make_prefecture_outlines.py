#!/usr/bin/env python3
"""Writes prefecture_outlines.json from the drawing inside the npm package @svg-maps/japan (see README.md).

    npm pack @svg-maps/japan@2.0.0 && tar xzf svg-maps-japan-2.0.0.tgz
    python3 crates/api/reference/make_prefecture_outlines.py package/japan.svg > crates/api/reference/prefecture_outlines.json

The drawing is a Mercator projection. Its scale and origin were fitted to the bounding boxes of thirty prefectures: half of their edges are within 0.003
degrees, and none of a mainland is off by more than 0.03. So points are written to a hundredth of a degree, and what lies nearer than that to the line
between its neighbours is left out: on a map of the country it is less than a pixel.
"""

import json
import math
import re
import sys

from simplify import simplified

# How far from the line that is drawn a point may lie, in degrees.
TOLERANCE = 0.015

EAST, WEST = 0.05073594733490796, 123.64249011132212
NORTH, TOP = -0.0008890712967068026, 0.894672951786843
# Names of the drawing, in the order of the prefectures' codes.
NAMES = """hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata toyama ishikawa fukui
yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori shimane okayama hiroshima yamaguchi tokushima kagawa ehime
kochi fukuoka saga nagasaki kumamoto oita miyazaki kagoshima okinawa""".split()


def degrees(x, y):
    return [round(EAST * x + WEST, 2), round(math.degrees(2 * math.atan(math.exp(NORTH * y + TOP)) - math.pi / 2), 2)]


def rings(path):
    """The drawing's rings: every number is a step from the point before."""
    found, ring, x, y = [], [], 0.0, 0.0
    parts = re.findall(r"[mz]|-?\d*\.?\d+(?:e-?\d+)?", path)
    at = 0
    while at < len(parts):
        if parts[at] == "m":
            ring = []
            found.append(ring)
            at += 1
        elif parts[at] == "z":
            x, y = ring[0]
            at += 1
        else:
            x, y = x + float(parts[at]), y + float(parts[at + 1])
            ring.append((x, y))
            at += 2
    return found


def polygon(ring):
    points = []
    for point in (degrees(x, y) for x, y in ring):
        if not points or points[-1] != point:
            points.append(point)
    if points[0] != points[-1]:
        points.append(points[0])
    return [simplified(points, TOLERANCE)]


drawing = dict(re.findall(r'id="([a-z]+)"\s+aria-label="[^"]+"\s+d="([^"]+)"', open(sys.argv[1]).read()))
outlines = {f"{code:02}": [p for p in map(polygon, rings(drawing[name])) if len(p[0]) > 3] for code, name in enumerate(NAMES, 1)}
lines = (f"{json.dumps(code)}:{json.dumps(shape, separators=(',', ':'))}" for code, shape in outlines.items())
print("{" + ",\n".join(lines) + "}")
