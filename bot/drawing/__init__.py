"""Charts as drawings of shapes, shown as SVG on a page, as PNG in a chat, and in a PDF."""
