"""The marts as read-only files that BI tools open while the next build runs."""

from customer360.publish.files import Published, PublishError, publish, published_files
from customer360.publish.reading import LOCKED_DOWN, open_published

__all__ = [
    "LOCKED_DOWN",
    "PublishError",
    "Published",
    "open_published",
    "publish",
    "published_files",
]
