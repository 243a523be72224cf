"""View models become text and bytes. Nothing here computes an amount."""
