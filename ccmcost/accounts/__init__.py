"""What the ledger says of States and meetings as at a day: balances, ageing, funds, entries."""
