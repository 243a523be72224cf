"""Pictures: what each one shows, as plain values, and one way to draw it, as SVG and as PNG."""
