"""What an office does with money: issue, receive, record, settle; documents are composed, events recorded."""
