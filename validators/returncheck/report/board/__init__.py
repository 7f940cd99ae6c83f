"""What a board reads: facts chosen from the marts, and plain sentences about them.

`figures` chooses one figure a measure, `trust` says whether they can be relied on, and
`tiles`, `sentences`, `actions` and `questions` say the rest.
"""
