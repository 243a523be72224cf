"""What the ledger holds, as lists: its events, and a journal for the accounting system."""
