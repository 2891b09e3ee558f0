"""How each search stands, in numbers: read-only, with a constant number of queries. Nobody keeps a spreadsheet."""
