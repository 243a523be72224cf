"""What an office does: it keeps the data, takes in documents, and records what happens to money:
issue, receive, settle.
"""
