"""Notes verbales to missions, with the figures of the ledger."""
