"""The status of contributions and the statement of account of a State."""
