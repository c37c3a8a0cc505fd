#!/usr/bin/env python3
"""Writes the landing page's map of Japan from prefecture_outlines.json: a symbol for each prefecture, coarse enough for a map as wide as a phone.

    python3 crates/api/reference/make_landing_map.py > crates/web/public/japan.svg
"""

import json
import math
from pathlib import Path

from simplify import simplified

# Units of the drawing, and how many of them a point may lie beside the line that is drawn.
WIDTH, TOLERANCE = 600, 0.7


def moved(code, polygon):
    """Okinawa and the Ogasawara Islands stand in the sea, as on the other maps."""
    far = all(north < 29 for _, north in polygon[0])
    north, east = (15.6, 7.0) if code == "47" else (6.0, 3.5) if code == "13" and far else (0, 0)
    return [(x + east, y + north) for x, y in polygon[0]]


def path(rings):
    drawn = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in simplified(ring, TOLERANCE)[:-1]]
        if len(set(points)) < 3:
            continue
        steps = [f"{x - px} {y - py}" for (px, py), (x, y) in zip(points, points[1:]) if (px, py) != (x, y)]
        drawn.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(drawn)


outlines = json.loads(Path(__file__).with_name("prefecture_outlines.json").read_text())
shapes = {code: [moved(code, polygon) for polygon in polygons] for code, polygons in outlines.items()}
every = [point for rings in shapes.values() for ring in rings for point in ring]
west, east = min(x for x, _ in every), max(x for x, _ in every)
south, north = min(y for _, y in every), max(y for _, y in every)
narrowing = math.cos(math.radians((south + north) / 2))
scale = WIDTH / ((east - west) * narrowing)
placed = {code: [[((x - west) * narrowing * scale, (north - y) * scale) for x, y in ring] for ring in rings] for code, rings in shapes.items()}
print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">' % (WIDTH, math.ceil((north - south) * scale)))
print("<!-- @svg-maps/japan 2.0.0, © Victor Cazanave, CC BY 4.0, changed: simplified, islands moved -->")
for code, rings in placed.items():
    print(f'<path id="p{code}" d="{path(rings)}"/>')
print("</svg>")
