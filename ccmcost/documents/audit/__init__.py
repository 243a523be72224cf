"""The audit pack: all that an auditor needs of a meeting,
with the proof that it can be computed again.
"""
