"""Frozen view models: everything a reader sees, computed before anything is rendered."""
