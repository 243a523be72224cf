"""Charts: view models become sheets of shapes and text, and sheets become PNG and SVG."""
