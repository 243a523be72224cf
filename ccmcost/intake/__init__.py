"""Official documents become lists, scales, treaty status and costs, in memory:
nothing is written here.
"""
