"""The ledger: one SQLite file, append-only, every event chained to the one before."""
