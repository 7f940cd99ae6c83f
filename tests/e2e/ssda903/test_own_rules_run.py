"""A rule of one's own, written to start from: its cases hold as they are."""


def test_new_rule_passes_its_cases(returncheck):
    made = returncheck(
        "rules", "new", "LA1", "--extension", "ours", "--return", "ssda903",
        "--table", "Episodes",
    )  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    done = returncheck("rules", "test", "ours")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "2 cases of 1 rule: all right.\n",
        "",
    )
