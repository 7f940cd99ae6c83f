"""Runs one coverage-guided fuzzer: `python fuzz/run.py xml --seconds 60`.

Needs `atheris`, which only the nightly job installs. A crash ends the process with a
traceback and leaves the bytes in the folder of crashes; they become a case of
`tests/unit/test_crashes.py`.
"""

import argparse
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["returncheck", "openpyxl", "yaml"], enable_loader_override=False
):
    from fuzz_seeds import seeds, words
    from fuzz_targets import TARGETS


def main() -> None:
    """Read the command line and fuzz until the time is up or something crashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=Path("build/fuzz"))
    chosen = parser.parse_args()
    corpus = chosen.corpus / chosen.target
    crashes = chosen.corpus / "crashes"
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(chosen.target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    dictionary = chosen.corpus / f"{chosen.target}.dict"
    dictionary.write_text(
        "".join(f'"{_escaped(word)}"\n' for word in words(chosen.target)),
        encoding="utf-8",
    )
    read = TARGETS[chosen.target]
    options = [
        sys.argv[0],
        f"-max_total_time={chosen.seconds}",
        f"-artifact_prefix={crashes}/{chosen.target}-",
        f"-dict={dictionary}",
        "-timeout=30",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        "-len_control=0",
        "-print_final_stats=1",
        str(corpus),
    ]

    def one(data: bytes) -> None:
        read(data)

    atheris.Setup(options, one)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8"))


if __name__ == "__main__":
    main()
