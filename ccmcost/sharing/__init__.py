"""From a meeting or a list and a wish to a result, and what is said of a result:
steps, sources, law, the table of all.
"""
