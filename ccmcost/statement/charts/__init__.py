"""What charts show, before anything is drawn: exact values, words, and titles that state what the figures say."""
