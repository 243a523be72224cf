"""What an assessment says: the notice to each State, further notices and credits,
the annex with all States.
"""
