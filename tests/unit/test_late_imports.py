"""What Great Expectations hardly ever uses is imported when it is used."""

import subprocess
import sys

USED = """
import sys
from returncheck.suites import warm_up
warm_up()
late = {name for name in sys.modules if name.startswith(("scipy.stats.", "altair."))}
assert not late, sorted(late)[:3]
"""


def run(code):
    return subprocess.run(
        [sys.executable, "-c", USED + code], capture_output=True, text=True, check=False
    )


def test_charts_and_distributions_are_not_imported():
    done = run("")
    assert (done.returncode, done.stderr) == (0, "")


def test_whoever_asks_gets_the_module_itself():
    done = run(
        "from scipy import stats\n"
        "print(stats.norm.cdf(0))\n"
        "import scipy.stats\n"
        "from scipy.stats import kstest\n"
        "import altair.vegalite\n"
        "import altair\n"
        "print(altair.Chart.__name__, callable(kstest), scipy.stats.norm is stats.norm)"
    )
    assert (done.stdout, done.stderr) == ("0.5\nChart True True\n", "")


def test_expectation_of_distributions_works():
    done = run(
        "import great_expectations as gx, pandas as pd\n"
        "context = gx.get_context(mode='ephemeral')\n"
        "asset = context.data_sources.add_pandas('p').add_dataframe_asset('a')\n"
        "batch = asset.add_batch_definition_whole_dataframe('b').get_batch(\n"
        "    {'dataframe': pd.DataFrame({'c': ['x', 'x', 'y', 'y']})})\n"
        "told = gx.expectations.ExpectColumnKLDivergenceToBeLessThan(column='c',\n"
        "    partition_object={'values': ['x', 'y'], 'weights': [0.5, 0.5]},\n"
        "    threshold=0.01)\n"
        "print(batch.validate(told).success)"
    )
    assert done.stdout.splitlines()[-1:] == ["True"], done.stderr
