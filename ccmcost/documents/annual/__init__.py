"""The annual cost report before any word is chosen: the year's meetings, every State,
what changed and why, collection.
"""
