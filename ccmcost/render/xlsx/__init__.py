"""Workbooks: shared styles and helpers, and one file per sheet. XlsxWriter is imported only when one is written."""
