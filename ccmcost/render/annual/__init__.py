"""The annual report as a document: the same sections, tables and figures for PDF and HTML, in the words of one language."""
