"""A drawing as SVG for a page: colours by class, so that the page's colour scheme applies; bars are links."""

from __future__ import annotations

from html import escape

from bot.drawing.shapes import Drawing, Label, Line, Rect, Shape


def to_svg(drawing: Drawing) -> str:
    inside = "".join(_shape(shape) for shape in drawing.shapes)
    head = f'<svg class="chart" viewBox="0 0 {drawing.width} {drawing.height}" role="img" aria-label="{escape(drawing.title)}"'
    return f"{head}>{inside}</svg>"


def _shape(shape: Shape) -> str:
    match shape:
        case Rect():
            tooltip = f"<title>{escape(shape.says)}</title>" if shape.says else ""
            place = f'x="{_short(shape.x)}" y="{_short(shape.y)}" width="{_short(max(shape.width, 0))}" height="{_short(shape.height)}"'
            return f'<rect class="c-{shape.colour}" {place}>{tooltip}</rect>'
        case Line():
            points = " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.points)
            return f'<polyline class="l-{shape.colour}" points="{points}" stroke-width="{shape.width:g}"/>'
        case Label():
            weight = ' font-weight="600"' if shape.bold else ""
            anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
            look = f'font-size="{shape.size:g}"{anchor}{weight}'
            return f'<text class="c-{shape.colour}" x="{_short(shape.x)}" y="{_short(shape.y)}" {look}>{escape(shape.text)}</text>'


def _short(length: float) -> str:
    """To a tenth, which nobody sees; a page has hundreds of them."""
    return f"{round(length, 1):g}"
