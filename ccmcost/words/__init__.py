"""What documents say, and numbers and dates, in the languages of the United Nations:
one TOML file for each language.
"""
