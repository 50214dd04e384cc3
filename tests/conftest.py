"""What holds for every test: no setting from outside, no way to the outside, no test left out in silence."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

from tests.servers.small_disk import SmallDisk

pytest_plugins = ["tests.servers.fixtures"]

CI = os.environ.get("CI") == "true"

# A busy machine is no failure; and what is merged must not depend on the luck of that run's examples.
settings.register_profile("house", deadline=None, derandomize=CI)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips", action="store_true", default=CI, help="a skipped test is a failed one (always so with CI=true)"
    )
    parser.addoption("--postgresql", action="store_true", help="PostgreSQL wherever a test asks for SQLite")


def pytest_configure(config: pytest.Config) -> None:
    """Forget the operator's own settings and close the way out, for all tests and the programs that they start."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    for name in [name for name in os.environ if name.startswith("LISTVOTE_")]:
        patch.delenv(name)
    connect = socket.socket.connect

    def connect_here_only(self: socket.socket, address: Any) -> None:
        host = str(address[0]) if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "::1"} and not host.startswith("127."):
            raise PermissionError(f"a test tried to reach {address}: tests talk to this machine only")
        connect(self, address)

    patch.setattr(socket.socket, "connect", connect_here_only)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that fill a disk of their own to machines on which one can be made; the summary says so."""
    need = [item for item in items if item.get_closest_marker("small_disk")]
    if need and not SmallDisk.possible():
        config.hook.pytest_deselected(items=need)
        items[:] = [item for item in items if item not in need]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not SmallDisk.possible():
        terminalreporter.write_line("NOT RUN: the tests marked small_disk; nobody may mount a disk on this machine")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if item.config.getoption("--no-skips"):
        _skipped_is_failed(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if collector.config.getoption("--no-skips"):
        _skipped_is_failed(report)
    return report


def _skipped_is_failed(report: pytest.TestReport | pytest.CollectReport) -> None:
    """An expected failure counts as skipped too: what is known to be broken is no reason to call the whole sound."""
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"left out, which is not allowed here: {why}"
