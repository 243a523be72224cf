"""Documents from DOCX templates that an office can edit:
the fields, the check of a template, the filling.
"""
