"""What an extension says that it cannot is told in one line, before any build."""

import shutil
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from returncheck.catalogue.indicators import indicator
from returncheck.catalogue.rules import rule, rule_versions
from returncheck.errors import ConfigError
from returncheck.extensions import extended, installed
from returncheck.extensions.folder import Place, read_extension, read_extensions
from returncheck.extensions.overlay import lay_over
from returncheck.extensions.skeleton import write_rule
from returncheck.extensions.words import with_names
from returncheck.generate.rule_examples import rule_example_files
from returncheck.project import project_at, project_root
from returncheck.settings.reading import named_extensions, read_config

TOY = Path(__file__).resolve().parents[2] / "e2e/cin_census/toy_extension/our_checks"
RULE = "rules/rule_cin_census__la01.yml"


@pytest.fixture
def ours(tmp_path):
    folder = tmp_path / "ours"
    shutil.copytree(TOY, folder)
    return folder


def read(folder: Path, shown: str = "ours"):
    return read_extension(Place(folder=folder, shown=shown))


def refusal(folder: Path) -> str:
    with pytest.raises(ConfigError) as told:
        read(folder)
    message = str(told.value)
    assert "\n" not in message
    return message


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_declared_carries_the_namespace(ours):
    found = read(ours)
    assert found.namespace == "local"
    assert [each.code for each in found.rules] == ["local:LA01", "local:LA02"]
    assert found.rules[0].model == "rule_cin_census__local__la01"
    assert [each.row["indicator_id"] for each in found.indicators] == [
        "local:weekend_assessments"
    ]


def test_namespace_is_the_folders_own(ours):
    (ours / "extension.yml").write_text("namespace: medway\n", encoding="utf-8")
    assert read(ours).rules[0].code == "medway:LA01"
    change(ours / RULE, "code: LA01", "code: medway:LA01")
    assert read(ours).rules[0].code == "medway:LA01"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("code: LA01", "code: LA02", "both declare the rule local:LA02 from 2023"),
        ("code: LA01", "code: la02", "both declare the rule local:LA02 from 2023"),
        ("code: LA01", "code: other:LA01", "has the code 'other:LA01'"),
        ("code: LA01", "code: LA 01", "has the code 'LA 01'"),
        (
            "        title: Assessment starts on a weekend\n",
            "",
            "lacks the key 'title'",
        ),
        ("severity: query", "severity: grave", "Choose error or query"),
        ("first_year: 2023", "first_year: soon", "the first_year 'soon'"),
        (
            "needs: [Assessments]",
            "needs: [Visits]",
            "unknown table 'Visits' in 'needs'",
        ),
        ("          Assessments: [", "          Visits: [", "'Visits' in 'fields'"),
        ("needs:", "need:", "lacks the key 'needs'"),
        ("advice:", "colour: red\n        advice:", "unknown key 'colour'"),
        ("rule_cin_census__la01", "rule_cin_census__la09", "one model under `models`"),
        ("models:", "models: [", "is not valid YAML"),
    ],
)
def test_rule_that_cannot_be_one_is_refused(ours, old, new, told):
    change(ours / RULE, old, new)
    message = refusal(ours)
    assert told in message
    assert "ours/rules/rule_cin_census__la0" in message


def test_rule_has_both_its_files(ours):
    (ours / RULE).unlink()
    assert "ours/rules/rule_cin_census__la01.yml is missing" in refusal(ours)
    shutil.copy(TOY / RULE, ours / RULE)
    (ours / "rules/rule_cin_census__la01.sql").unlink()
    assert "has no SQL beside it. Write rule_cin_census__la01.sql" in refusal(ours)


def test_rule_is_of_a_return_that_has_rules(ours):
    for suffix in (".sql", ".yml"):
        path = ours / f"rules/rule_cin_census__la01{suffix}"
        path.rename(ours / f"rules/rule_kpi_return__la01{suffix}")
    assert "the return being one of: cin_census" in refusal(ours)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weekend_assessments", "Weekend", "(line 2) has the indicator_id 'Weekend'"),
        (",percent,", ",share,", "the unit 'share'"),
        (",percent,", ",count,", "none if it is count"),
        (",lower,", ",down,", "the polarity 'down'"),
        ("cin_census", "nothing", "is computed_from 'nothing'"),
        (",Assessments\n", ",Visits\n", "unknown table 'Visits'"),
        (",Assessments\n", ",\n", "has no tables"),
        (",Assessments\n", "\n", "not as many cells as headings"),
        ("topic,", "colour,", "has no column 'topic'"),
        ("tables\n", "tables,colour\n", "unknown column 'colour'"),
    ],
)
def test_indicator_that_cannot_be_one_is_refused(ours, old, new, told):
    change(ours / "indicators.csv", old, new)
    assert told in refusal(ours)


def test_indicator_is_declared_once(ours):
    path = ours / "indicators.csv"
    row = path.read_text(encoding="utf-8").splitlines()[1]
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    assert "two rows of local:weekend_assessments" in refusal(ours)


def test_indicator_has_its_members_and_members_their_indicator(ours):
    members = ours / "models/indicator_members_cin_census.sql"
    members.rename(ours / "models/other.sql")
    assert "Write models/indicator_members_cin_census.sql" in refusal(ours)
    (ours / "models/other.sql").rename(members)
    (ours / "indicators.csv").unlink()
    assert "counts for no indicator of cin_census" in refusal(ours)


def test_rate_is_of_a_count_that_there_is(ours):
    row = "rate,Our own,Rate,per_10k,none,cin_census,year,{},children,Assessments\n"
    path = ours / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + row.format("referrals"), encoding="utf-8")
    assert read(ours).indicators[1].row["numerator"] == "referrals"
    path.write_text(text + row.format("weekend_assessments"), encoding="utf-8")
    assert read(ours).indicators[1].row["numerator"] == "local:weekend_assessments"
    path.write_text(text + row.format("nothing"), encoding="utf-8")
    assert "of 'nothing', which is no indicator" in refusal(ours)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("namespace: Medway", "the namespace 'Medway'"),
        ("namespace: a_b", "the namespace 'a_b'"),
        ("namespace: expectation", "is returncheck's own"),
        ("colour: red", "unknown key 'colour'"),
        ("expectation_classes: ../x", "expectation_classes '../x'"),
        ("expectation_classes: nothing", "there is no ours/nothing.py"),
    ],
)
def test_settings_of_an_extension_are_checked(ours, text, told):
    (ours / "extension.yml").write_text(text + "\n", encoding="utf-8")
    assert told in refusal(ours)


def test_folder_is_there_and_declares_something(tmp_path):
    assert "There is no folder ours" in refusal(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    assert "ours declares nothing" in refusal(tmp_path / "empty")


def test_namespace_is_used_once(ours):
    places = [Place(folder=ours, shown=name) for name in ("ours", "theirs")]
    with pytest.raises(ConfigError, match="ours and theirs have the same namespace"):
        read_extensions(places)


def test_two_folders_may_have_rules_and_models_of_the_same_name(ours, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ours, other)
    (other / "extension.yml").write_text("namespace: medway\n", encoding="utf-8")
    (other / "expectations/our_children.yml").unlink()
    with extended(ours, other, installed=False):
        codes = [each.code for each in rule_versions("cin_census") if ":" in each.code]
        assert codes == ["local:LA01", "medway:LA01", "local:LA02", "medway:LA02"]
        union = project_root() / (
            "models/intermediate/indicators/int_indicator_members.sql"
        )
        sql = union.read_text(encoding="utf-8")
    for namespace in ("local", "medway"):
        assert f"ref('{namespace}__indicator_members_cin_census')" in sql


def test_extension_is_used_inside_the_block_alone(ours):
    before = project_root()
    with extended(ours, installed=False):
        assert rule("LOCAL:la01")[0].title == "Assessment starts on a weekend"
        assert indicator("local:weekend_assessments").topic == "Our own"
        inside = project_root()
    assert (project_root(), inside.exists()) == (before, False)
    with pytest.raises(ConfigError, match="no rule 'local:LA01'"):
        rule("local:LA01")


def test_without_an_extension_the_project_stays_what_it_is():
    before = project_root()
    with extended(installed=False):
        assert project_root() == before


def test_official_files_stay_as_they_are_but_for_what_is_added(ours, tmp_path, root):
    target = tmp_path / "target"
    target.mkdir()
    lay_over(read_extensions([Place(folder=ours, shown="ours")]), target)
    seeds = Path("seeds/catalogue")
    for name in ("rc_rules.csv", "rc_indicators.csv", "rc_indicator_tables.csv"):
        official = (root / seeds / name).read_text(encoding="utf-8")
        laid = (target / seeds / name).read_text(encoding="utf-8")
        kept = set(official.splitlines())
        lines = laid.splitlines()
        assert [line for line in lines if line in kept] == official.splitlines()
        added = [line for line in lines if line not in kept]
        assert added
        assert all("local:" in line for line in added)
    first = "models/intermediate/cin_census/results/int_cin_census__rule_results_1.sql"
    assert (target / first).read_bytes() == (root / first).read_bytes()
    with project_at(target):
        assert rule("local:LA01")[0].needs == ("Assessments",)


def test_own_model_is_named_as_the_project_names_it():
    sql = "from {{ ref('a') }} join {{ ref( \"ab\" ) }} join {{ ref('stg_a') }}"
    assert with_names(sql, {"a": "local__a", "ab": "local__ab"}) == (
        "from {{ ref('local__a') }} join {{ ref('local__ab') }} join {{ ref('stg_a') }}"
    )


@pytest.mark.parametrize("given", ["path", "text", "function", "package"])
def test_installed_extension_gives_its_folder(ours, monkeypatch, given):
    (ours / "__init__.py").write_text(
        f"from pathlib import Path\npath = Path({str(ours)!r})\ntext = str(path)\n"
        "def function():\n    return path\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(ours.parent))
    monkeypatch.delitem(sys.modules, "ours", raising=False)
    value = "ours" if given == "package" else f"ours:{given}"
    entry = EntryPoint(name="medway", value=value, group=installed.GROUP)
    monkeypatch.setattr(installed, "entry_points", lambda group: [entry])
    with extended():
        assert rule("medway:LA01")[0].severity == "query"


def test_installed_extension_that_cannot_be_loaded_is_told(monkeypatch):
    for value, told in (
        ("there_is_no_such_package", "cannot be loaded (ModuleNotFoundError)"),
        ("math:pi", "gives no folder"),
    ):
        entry = EntryPoint(name="medway", value=value, group=installed.GROUP)
        monkeypatch.setattr(installed, "entry_points", lambda group, e=entry: [e])
        with pytest.raises(ConfigError) as error, extended():
            pass
        assert told in str(error.value)


def test_settings_name_folders_beside_the_file(tmp_path):
    path = tmp_path / "returncheck.yml"
    path.write_text("extensions: ours/\n", encoding="utf-8")
    assert named_extensions(path) == [("ours/", tmp_path / "ours")]
    assert read_config(path).extensions == (tmp_path / "ours",)
    path.write_text("extensions: {a: b}\n", encoding="utf-8")
    assert named_extensions(path) == []
    with pytest.raises(ConfigError, match="`extensions` has to be a list of folders"):
        read_config(path)


def test_rule_to_start_from_can_be_read_and_has_examples(tmp_path):
    folder = tmp_path / "new"
    files = write_rule("LA-1", folder, collection="cin_census", table="reviews")
    assert [path.name for path in files] == [
        "rule_cin_census__la_1.sql",
        "rule_cin_census__la_1.yml",
        "la-1.yml",
    ]
    with extended(folder, installed=False):
        assert rule("local:LA-1")[0].fields == {"Reviews": ("CPPreviewDate",)}
    with pytest.raises(ConfigError, match="already\\. Choose another"):
        write_rule("LA-1", folder, collection="cin_census", table="Reviews")
    with pytest.raises(ConfigError, match="'Header' is none"):
        write_rule("LA2", folder, collection="cin_census", table="Header")
    with pytest.raises(ConfigError, match="no code of a rule"):
        write_rule("LA 2", folder, collection="cin_census", table=None)


def test_examples_of_the_shipped_rules_are_generated_as_before(root):
    from returncheck.returns import LAYOUTS

    ((path, text),) = rule_example_files(LAYOUTS["cin_census"]).items()
    assert (root / path).read_text(encoding="utf-8") == text
