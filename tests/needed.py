"""What a test may be skipped for: on a developer's machine for anything, in CI not for want of these.

STARKEEPER_TESTS_NEED="Chromium PostgreSQL" turns a skip into a failure when its reason names one of them.
"""

import os
from collections.abc import Generator

import pytest

NEEDED = tuple(os.environ.get("STARKEEPER_TESTS_NEED", "").split())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what was skipped for want of something that must be there."""
    report = yield
    reason = str(report.longrepr) if report.skipped else ""
    if any(each in reason for each in NEEDED):
        report.outcome, report.longrepr = "failed", f"must not be skipped here: {reason}"
    return report
