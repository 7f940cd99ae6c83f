"""What makes the project a package that stands beside any other."""

import re
from collections import Counter

import pytest
import yaml

from returncheck.catalogue.doc_blocks import described, doc_blocks
from returncheck.errors import InternalError

PROJECT_FOLDERS = ("models", "macros", "seeds", "tests/dbt")
ONE_ARGUMENT = re.compile(r"\bref\((?!'returncheck', )")
RELATION = re.compile(r"rows:.*\b(?:from|join) (?!\{\{)", re.IGNORECASE)


@pytest.fixture(scope="module")
def texts(root):
    return {
        path: path.read_text(encoding="utf-8")
        for folder in PROJECT_FOLDERS
        for path in sorted((root / folder).rglob("*.*"))
        if path.suffix in (".sql", ".yml")
    }


def test_every_ref_names_the_package(texts):
    found = [path.name for path, text in texts.items() if ONE_ARGUMENT.search(text)]
    assert found == []


def test_no_fixture_names_a_relation(texts):
    assert [path.name for path, text in texts.items() if RELATION.search(text)] == []


def test_seeds_and_shared_staging_have_names_of_their_own(root):
    seeds = [
        path.stem
        for path in (root / "seeds").rglob("*.csv")
        # Files of figures, which dbt does not load.
        if path.parent.name != "published"
    ]
    assert [name for name in seeds if not name.startswith("rc_")] == []
    staging = root / "models" / "staging"
    wrong = [
        path.stem
        for path in staging.rglob("*.sql")
        if not path.stem.startswith(f"stg_{path.parent.name}__")
    ]
    assert wrong == []


def test_every_rule_has_the_tags_that_its_meta_say(root):
    paths = sorted((root / "models" / "rules").rglob("*.yml"))
    assert paths
    for path in paths:
        model = yaml.safe_load(path.read_text(encoding="utf-8"))["models"][0]
        config = model["config"]
        severity = config["meta"]["severity"]
        assert config["tags"] == ["rule", severity, path.parent.name], path.name
        assert model["data_tests"] == ["rule_answers"], path.name


def columns(texts):
    for path, text in texts.items():
        if path.suffix == ".yml":
            document = yaml.safe_load(text) or {}
            for kind in ("models", "seeds", "sources"):
                for node in document.get(kind, ()):
                    yield from node.get("columns", ())


def test_what_columns_share_is_described_once(texts):
    written = Counter(
        " ".join(column["description"].split())
        for column in columns(texts)
        if "description" in column
    )
    calls = {text: count for text, count in written.items() if text.startswith("{{")}
    assert [t for t, count in written.items() if count > 1 and t not in calls] == []
    assert {described(text) for text in calls} == set(doc_blocks().values())
    assert len(set(doc_blocks().values())) == len(doc_blocks())


def test_description_reads_as_dbt_gives_it():
    assert described("{{ doc('returncheck', 'return_id') }}") == "The return."
    assert described("Of one\n  line.") == "Of one line."
    with pytest.raises(InternalError, match="holds no block nothing"):
        described("{{ doc('returncheck', 'nothing') }}")
