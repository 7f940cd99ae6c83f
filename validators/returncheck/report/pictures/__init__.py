"""The pictures of figures, as SVG."""
