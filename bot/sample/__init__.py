"""A shop's feedback for the demo: reports such as Amazon sends, with everything in them made up."""

from bot.sample.reports import SampleReport, extra_report, sample_reports

__all__ = ["SampleReport", "extra_report", "sample_reports"]
