"""The four parts of the page, a module each: what each of them shows."""
