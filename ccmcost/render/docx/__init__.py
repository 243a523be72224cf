"""The DOCX of an estimate."""
