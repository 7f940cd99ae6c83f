"""A page and a workbook for each return, and the index before them."""
