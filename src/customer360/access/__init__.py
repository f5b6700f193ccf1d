"""All that is known about one person, for the person."""

from customer360.access.document import access_document, as_json

__all__ = ["access_document", "as_json"]
