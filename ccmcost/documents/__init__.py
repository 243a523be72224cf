"""One room for each document, the only place where it is known:
what it says, its tables, its page.
"""
