"""How much memory and time hostile inputs take.

`python benchmarks/cin_census/bounds.py` writes each into a folder of its own and checks
it by the command line, in a process of its own; printed are what was said, the peak of
its memory and the seconds.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from returncheck.returns import LAYOUTS

HEAD = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
    "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails>"
    "<Source><LEA>887</LEA></Source></Header>"
)
CHILD = (
    "<Children><Child><ChildIdentifiers><LAchildID>{}</LAchildID></ChildIdentifiers>"
)
END = "</Child></Children></Message>"


def written(path: Path, parts: Iterator[str]) -> Path:
    """The file, with its parts one behind the other."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts)
    return path


def unknown_tree(folder: Path) -> Path:
    """200 MB of elements that no layout has, before the children."""
    piece = "<J><a>x</a></J>" * 1_000

    def parts() -> Iterator[str]:
        yield HEAD
        for _ in range(200_000_000 // len(piece)):
            yield piece
        yield CHILD.format("A1") + END

    return written(folder / "cin.xml", parts())


def long_identifier(folder: Path) -> Path:
    """An identifier of 9 MB."""
    return written(folder / "cin.xml", iter((HEAD, CHILD.format("A" * 9_000_000), END)))


def long_text(folder: Path) -> Path:
    """A text of 300 MB in an unknown element."""
    block = "x" * 1_000_000

    def parts() -> Iterator[str]:
        yield HEAD + "<J>"
        for _ in range(300):
            yield block
        yield "</J>" + CHILD.format("A1") + END

    return written(folder / "cin.xml", parts())


def bomb(folder: Path) -> Path:
    """A workbook whose one sheet is 2 GB of blanks, packed to 2 MB."""
    path = folder / "kpis.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(2_000):
            sheet.write(b" " * 1_000_000)
    return path


def one_identifier(rows: int) -> Callable[[Path], Path]:
    """A CSV set in which every child is called UNKNOWN."""
    layout = LAYOUTS["cin_census"]
    header = {"Collection": "CIN", "Year": "2025", "ReferenceDate": "2025-03-31"}
    born = {"LAchildID": "UNKNOWN", "PersonBirthDate": "2015-05-05"}
    episode = {"LAchildID": "UNKNOWN", "CINreferralDate": "2024-06-03"}
    assessment = {"LAchildID": "UNKNOWN", "AssessmentActualStartDate": "2024-06-04"}

    def make(folder: Path) -> Path:
        tables = {
            "Header": [header | {"LEA": "887"}],
            "ChildIdentifiers": [born] * rows,
            "CINdetails": [episode | {"CINdetailsID": str(n)} for n in range(rows)],
            "Assessments": [assessment | {"CINdetailsID": str(n)} for n in range(rows)],
        }
        place = folder / "set"
        place.mkdir()
        for name, records in tables.items():
            names = [column.name for column in layout.table(name).columns_in(2025)]
            with (place / f"{name}.csv").open(
                "w", encoding="utf-8", newline=""
            ) as file:
                writer = csv.DictWriter(file, names, restval="")
                writer.writeheader()
                writer.writerows(records)
        return place

    return make


INPUTS = {
    "200 MB of unknown elements": unknown_tree,
    "identifier of 9 MB": long_identifier,
    "text of 300 MB": long_text,
    "workbook of 2 GB unpacked": bomb,
    "UNKNOWN on 1,000 rows": one_identifier(1_000),
    "UNKNOWN on 10,000 rows": one_identifier(10_000),
}


def main() -> None:
    """Make, check and print each of the inputs."""
    print(
        f"{'input':28} {'exit':>4} {'peak MiB':>9} {'seconds':>8} {'findings.csv':>13}"
    )
    for name, make in INPUTS.items():
        with tempfile.TemporaryDirectory(prefix="returncheck-bounds-") as made:
            source, out = make(Path(made)), Path(made) / "out"
            command = [sys.executable, "-m", "returncheck", "run", str(source)]
            begun = time.perf_counter()
            child = subprocess.Popen(
                [*command, "--out", str(out), "--no-suites"],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            said = child.stdout.read() if child.stdout else ""
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begun
            listed = out / "findings.csv"
            size = f"{listed.stat().st_size:,} B" if listed.is_file() else "none"
            code = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / 1024
            print(f"{name:28} {code:4} {peak:9.0f} {seconds:8.1f} {size:>13}")
            print(f"    {said.splitlines()[0] if said else ''}"[:150])


if __name__ == "__main__":
    main()
