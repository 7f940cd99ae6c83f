"""The processes that work on returns for this one."""

from returncheck.errors import ConfigError
from returncheck.files.processes.cores import MOST, usable_cores
from returncheck.files.processes.pool import Pool
from returncheck.returns.registry import are_all_installed


def working_pool(jobs: int | None) -> Pool:
    """Processes that share work; none is started before there is work for it.

    Args:
        jobs: How many; None: one a core, if there is enough to do.

    Raises:
        ConfigError: Fewer than one.
    """
    if jobs is not None and jobs < 1:
        raise ConfigError(f"{jobs} jobs do nothing. Give 1 or more.")
    if not are_all_installed():
        return Pool(1)
    if jobs is None:
        return Pool(min(usable_cores(), MOST))
    return Pool(jobs, is_asked=True)
