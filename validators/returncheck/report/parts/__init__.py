"""The four parts of the page: what each shows and the data that makes it live."""
