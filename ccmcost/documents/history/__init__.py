"""The history across meetings: States Parties, the sum of their rates,
and the shares of a few States.
"""
