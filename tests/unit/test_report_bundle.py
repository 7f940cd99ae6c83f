"""The page's modules as one script, and what cannot be joined to one."""

import pytest

from returncheck.report.bundle import BundleError, bundle, page_script, source_hash


@pytest.fixture
def joined(tmp_path):
    def write_and_join(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return bundle(tmp_path, "main.js")

    return write_and_join


def test_modules_stand_once_and_behind_those_they_import(joined):
    script = joined(
        main='import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        b='import {\n  c,\n} from "./c.js";\nexport function b(x) {}\n',
        c="export const c = 1;\n",
    )
    assert script == "const c = 1;\nfunction b(x) {}\nb(c);\n"


def test_modules_in_folders_find_each_other(tmp_path):
    (tmp_path / "part").mkdir()
    (tmp_path / "main.js").write_text('import { a } from "./part/a.js";\na();\n')
    (tmp_path / "part/a.js").write_text(
        'import { b } from "../b.js";\nexport const a = b;\n'
    )
    (tmp_path / "b.js").write_text("export const b = 1;\n")
    assert bundle(tmp_path, "main.js") == "const b = 1;\nconst a = b;\na();\n"


def test_comments_on_lines_of_their_own_are_left_out(joined):
    assert joined(main="/**\n * Why.\n */\n// so\nf(); // kept\n") == "f(); // kept\n"


@pytest.mark.parametrize(
    ("modules", "says"),
    [
        pytest.param(
            {"main": 'import { a } from "./a.js";\n'},
            "a.js does not exist, which main.js imports.",
            id="missing",
        ),
        pytest.param(
            {
                "main": 'import { a } from "./a.js";\n',
                "a": 'import { m } from "./main.js";\n',
            },
            "main.js imports itself: main.js > a.js.",
            id="circle",
        ),
        pytest.param(
            {"main": 'import { a } from "./a.js";\n', "a": "const a = 1;\n"},
            "main.js imports a, which a.js does not export.",
            id="not-exported",
        ),
        pytest.param(
            {
                "main": 'import { a } from "./a.js";\nconst b = 1;\n',
                "a": "export const a = 1;\nfunction b() {}\n",
            },
            "main.js and a.js both have b.",
            id="one-name-twice",
        ),
        pytest.param(
            {"main": 'import * as a from "./a.js";\n'},
            'main.js has a line that cannot be joined: import * as a from "./a.js";',
            id="whole-module",
        ),
        pytest.param(
            {"main": 'import { a as b } from "./a.js";\n', "a": "export const a = 1;"},
            "main.js imports a as b, which a.js does not export.",
            id="renamed",
        ),
        pytest.param(
            {"main": 'import { a } from "https://example.org/a.js";\n'},
            "main.js has a line that cannot be joined: "
            'import { a } from "https://example.org/a.js";',
            id="from-outside",
        ),
        pytest.param(
            {"main": 'import { a } from "../a.js";\n'},
            "main.js imports ../a.js, outside the scripts.",
            id="above-the-folder",
        ),
        pytest.param(
            {"main": "export default function () {}\n"},
            "main.js has a line that cannot be joined: export default function () {}",
            id="default",
        ),
        pytest.param(
            {"main": 'f(import("./a.js"));\n'},
            'main.js has a line that cannot be joined: import("./a.js"));',
            id="later",
        ),
        pytest.param(
            {"main": "const { a } = b;\n"},
            "main.js takes something apart at its top level.",
            id="taken-apart",
        ),
        pytest.param(
            {"main": 'f("</SCRIPT>");\n'},
            "main.js has text that would end the script of the page.",
            id="end-of-the-script",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(modules, says, joined):
    with pytest.raises(BundleError) as refused:
        joined(**modules)
    assert str(refused.value) == says


def test_hash_is_that_of_the_text_between_the_tags():
    assert source_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_the_page_has_a_script():
    assert "await startPage();" in page_script()
