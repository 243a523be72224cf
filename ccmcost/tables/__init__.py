"""Tables: a document says its columns and values once; screen, CSV, JSON, page and workbook follow
from them.

    from ccmcost.tables.page import to_page
    from ccmcost.tables.records import to_csv
    from ccmcost.tables.screen import to_screen
    from ccmcost.tables.table import CSV, REST, Column, Columns, Live, made_of, with_sums
    from ccmcost.tables.xlsx import table_sheet

    columns: Columns[Account] = [
        (Column("iso3", "col_code"), "state"),  # where its value stands in a row: row.state
        (Column("name", "col_state", wide=REST), lambda row: words.state(row.state)),
        Column("assessed", kind="money"),  # row.assessed, under the phrase col_assessed
        Column("received", kind="money"),
        (Column("cost", kind="money"), "funding.cost"),  # None if there is no funding
        (Column("due", kind="money"), lambda row: Live("{assessed}-{received}", row.due)),
        Column("since", kind="day", only=CSV),
    ]
    table = made_of("accounts", words("heading_accounts"), columns, rows, words=words, money=total)
    table = with_sums(table, words("row_total"))

    to_csv(table)  # under the names, columns `only` for CSV and those of all outputs
    to_screen(table, style)  # lines; the column that is REST wide takes what others leave of 80
    to_page(table, words.language)  # what the templates of typst and HTML set
    table_sheet(book, styles, "Accounts", table, (title, subtitle, remark), footer)

`name` is what machines call a column and what `Live` formulas name; `heading` is what people read:
a key of the catalogue, or words as they are. A cell holds a value, never its text: `Money`,
`Fraction` (its kind says how it is shown), `date`, `int`; in a column of money a whole number
counts minor units. A `str` is text for people in their language already, a `Say` a word that
machines know by its key. `None` is what is not known or does not apply: a dash on a screen, nothing
elsewhere. Sums (`with_sums`, `column_of`) come from these values.

The names stand in their own modules, so that a quick command loads only the writer that it needs.
"""
