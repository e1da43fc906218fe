"""The feedback report: bytes of a file -> rows accepted, and rows rejected with the reason. Pure."""

from bot.report.report import Report, parse
from bot.report.row import FeedbackRow, Rejection, ReportError
from bot.report.said import Said

__all__ = ["FeedbackRow", "Rejection", "Report", "ReportError", "Said", "parse"]
