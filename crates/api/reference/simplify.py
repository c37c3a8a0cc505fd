"""What the scripts beside it share: lines with fewer points."""

import math


def simplified(points, tolerance):
    """The line without points that lie no farther than the tolerance from what is drawn instead (Douglas and Peucker's algorithm)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def beside(point):
        x, y = point
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)

    at, most = max(((n, beside(point)) for n, point in enumerate(points[1:-1], 1)), key=lambda pair: pair[1], default=(0, 0))
    if most <= tolerance:
        return [points[0], points[-1]]
    return simplified(points[: at + 1], tolerance)[:-1] + simplified(points[at:], tolerance)
