"""A file that is in use is told apart from one that cannot be written."""

import errno
import stat

import pytest

from returncheck.cli.failures import failure_of
from returncheck.errors import BusyError, ConfigError
from returncheck.files.cannot_write import is_in_use, place_of, write_error
from returncheck.findings.exits import EXIT_CODES_HELP, ExitCode
from returncheck.warehouse.lock import LOCKED


class WindowsError(PermissionError):
    """An error as Windows raises it, on any system."""

    def __init__(self, winerror, filename=None, filename2=None):
        super().__init__(errno.EACCES, "The process cannot access the file", filename)
        self.winerror = winerror
        self.filename2 = filename2


@pytest.fixture
def there(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    return path


@pytest.mark.parametrize("code", [32, 33])
def test_shared_or_locked_on_windows_is_in_use(code):
    assert is_in_use(WindowsError(code))


def test_replacing_an_open_file_on_windows_is_in_use(there):
    assert is_in_use(WindowsError(5, "stage", str(there)))


def test_what_nobody_may_write_on_windows_is_not_in_use(there, tmp_path):
    there.chmod(stat.S_IREAD)
    assert not is_in_use(WindowsError(5, "stage", str(there)))
    assert not is_in_use(WindowsError(5, "stage", str(tmp_path / "not there")))
    assert not is_in_use(WindowsError(5, str(there)))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.EBUSY, "Device or resource busy"), BusyError),
        (OSError(errno.EACCES, "Permission denied"), ConfigError),
        (OSError(errno.EROFS, "Read-only file system"), ConfigError),
    ],
)
def test_kind_of_error_and_its_line(tmp_path, error, kind):
    told = write_error(tmp_path / "a.csv", error, "choose another --out")
    assert type(told) is kind
    assert str(told) == (
        f"{tmp_path / 'a.csv'} cannot be written: {error.strerror}. Close it if it is "
        "open in another program, or choose another --out."
    )


def test_place_is_the_file_to_be_replaced(tmp_path):
    error = OSError(errno.EACCES, "Permission denied", "stage", None, "report.html")
    assert place_of(error, tmp_path).name == "report.html"
    assert place_of(OSError(errno.EIO, "failed"), tmp_path) == tmp_path


def test_in_use_has_an_exit_code_of_its_own():
    assert failure_of(BusyError("In use.")) == ("In use.", ExitCode.BUSY)
    assert failure_of(ConfigError("Wrong.")) == ("Wrong.", ExitCode.WRONG_USE)
    assert ExitCode.BUSY == 5
    assert "5 in use by another run" in EXIT_CODES_HELP


def test_a_lock_is_told_from_a_drive_without_locks():
    assert {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK} <= LOCKED
    assert LOCKED.isdisjoint({errno.ENOLCK, errno.EINVAL, errno.ENOSYS, errno.EBADF})


def test_a_drive_without_locks_is_wrong_configuration(tmp_path, monkeypatch):
    from returncheck.warehouse import lock

    def no_locks(_handle, _how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", no_locks)
    with (
        pytest.raises(
            ConfigError, match="cannot be written or locked: No locks"
        ) as told,
        lock.run_lock(tmp_path / "returncheck.duckdb", wait=5),
    ):
        pass
    assert type(told.value) is ConfigError
