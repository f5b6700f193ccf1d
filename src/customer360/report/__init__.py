"""The report: one self-contained HTML file drawn from the marts."""

from customer360.report.write import report_facts, write_report

__all__ = ["report_facts", "write_report"]
