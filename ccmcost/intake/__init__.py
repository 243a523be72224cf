"""Official documents become lists, scales, treaty status and costs: names, text, PDF, DOCX, XLSX. Nothing is written here."""
