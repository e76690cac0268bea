"""The same names as `builder.edtf`, for rooms that learned them here."""

from builder.edtf import Precision, Span, check_edtf, format_span, parse_edtf, sort_key

__all__ = ["Precision", "Span", "check_edtf", "format_span", "parse_edtf", "sort_key"]
