"""The cost estimate for the meeting that decides: what it is made of, what earlier ones cost,
who would bear what.
"""
