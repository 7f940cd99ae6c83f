"""Tables as files: reading CSV, telling files apart, what a formula looks like."""
