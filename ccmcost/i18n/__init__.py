"""Words, numbers and dates in the languages of the United Nations."""
