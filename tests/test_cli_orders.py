"""`starkeeper import` of an orders report."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import starkeeper

REPORT = (
    "amazon-order-id\tfulfillment-channel\tsales-channel\tsku\tbuyer-email\n"
    "113-0000001-0000001\tAmazon\tAmazon.com\tLAMP-01\tcanary@marketplace.amazon.com\n"
    "not an order\tAmazon\tAmazon.com\tLAMP-02\tcanary@marketplace.amazon.com\n"
)


@pytest.fixture
def imported(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'orders.db'}")
    (tmp_path / "orders.txt").write_text(REPORT, encoding="utf-8")

    def run(*more: str) -> str:
        result = CliRunner().invoke(starkeeper, ["import", "orders.txt", "--marketplace", "US", *more])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_an_orders_report_is_told_from_a_feedback_report_by_itself(imported):
    said = imported()

    assert "Orders: 1; with a rating: 0." in said
    assert "no order ID: 1." in said
    assert "canary" not in said


def test_other_programs_get_its_counts(imported):
    assert json.loads(imported("--json")) == {"kind": "orders", "orders": 1, "rated": 0, "rejected": 1}
