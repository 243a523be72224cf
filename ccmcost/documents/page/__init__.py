"""The page for delegates: one file that computes a meeting's bill again before the reader's eyes,
and an index of all.
"""
