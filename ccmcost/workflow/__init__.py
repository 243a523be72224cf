"""One pipeline a file, readable from top to bottom: load, check, assess, tie out, compose, write."""
