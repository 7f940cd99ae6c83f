"""The file in which queries are explained: what is read and what is refused."""

import pytest

from returncheck.errors import InputError
from returncheck.settings.explanations import read_explanations

HEAD = "rule,child,reason,by,date\n"


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "explanations.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_explanations_are_read_as_written(tmp_path):
    path = written(
        tmp_path,
        HEAD + '8670Q,C1,"Backlog, now cleared",A. Analyst,2025-06-01\n2887Q,,,,\n',
        "utf-8-sig",
    )
    first, second = read_explanations(path)
    assert (first.row_number, first.rule, first.child) == (1, "8670Q", "C1")
    assert (first.reason, first.by) == ("Backlog, now cleared", "A. Analyst")
    assert (first.date, first.return_id) == ("2025-06-01", None)
    assert (second.rule, second.child, second.reason) == ("2887Q", None, None)


def test_explanations_may_name_the_return_in_columns_of_any_order(tmp_path):
    path = written(
        tmp_path,
        "Return,DATE,by,Reason,child,rule\r\ncin_census-887-2025,d,b,r,c,8670Q\r\n",
    )
    (only,) = read_explanations(path)
    assert (only.return_id, only.rule, only.child) == (
        "cin_census-887-2025",
        "8670Q",
        "c",
    )


def test_explanations_count_blank_rows_without_giving_them(tmp_path):
    path = written(tmp_path, HEAD + ",,,,\n8670Q,C1,r,b,d\n")
    assert [each.row_number for each in read_explanations(path)] == [2]


def test_explanations_lose_the_guard_against_formulas(tmp_path):
    path = written(tmp_path, HEAD + "8670Q,'=C1,'-,'tis right,\n")
    (only,) = read_explanations(path)
    assert (only.child, only.reason, only.by) == ("=C1", "-", "'tis right")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "is empty. Its first line has to be: rule,child", id="empty"),
        pytest.param("rule,child,why,by,date\n", "no column 'reason'", id="heading"),
        pytest.param(
            "rule,child,reason,by,date,rule\n", "the column 'rule' twice", id="twice"
        ),
        pytest.param(HEAD + "8670Q,C1\n", "rows of another length", id="ragged"),
        pytest.param(HEAD + '8670Q,"C1\n', "cannot be read as CSV", id="quotes"),
    ],
)
def test_explanations_are_refused_in_one_line(tmp_path, text, words):
    with pytest.raises(InputError, match=words) as refusal:
        read_explanations(written(tmp_path, text))
    assert "\n" not in str(refusal.value)


def test_explanations_that_are_missing_are_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_explanations(tmp_path / "none.csv")


def test_explanations_of_figures_name_the_figure_and_both_values(tmp_path):
    path = written(
        tmp_path,
        "rule,child,reason,by,date,figure,stated,expected\n"
        "reported_against_published,,r,b,d,cpp_rate 2018-03-31,'-1,344\n",
    )
    (only,) = read_explanations(path)
    assert (only.child, only.figure) == (None, "cpp_rate 2018-03-31")
    assert (only.stated, only.expected) == ("-1", "344")


def test_explanations_of_rules_alone_name_no_figure(tmp_path):
    (only,) = read_explanations(written(tmp_path, HEAD + "8670Q,C1,r,b,d\n"))
    assert (only.figure, only.stated, only.expected) == (None, None, None)
