"""Hostile and broken input of many kinds, made by mutation, and the room in which commands meet it.

`Dice` is a `random.Random`; tests pass one that hypothesis steers (and shrinks), benchmarks/fuzz.py
a seeded one.
"""
