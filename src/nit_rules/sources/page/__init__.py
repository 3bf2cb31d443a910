"""Report pages, in every layout that the index was printed in, to records.

A page is read in three steps, each of which knows nothing of the next: the tables of several editions (`tables`), the
figures of the page's own edition and of the one before (`headline`, `changes`), and what the page says about itself
(`context`). `records` then files every figure under its edition. What cannot be attributed with certainty is left out,
and said so.
"""

from nit_rules.sources.page.documents import page_text, read_document
from nit_rules.sources.page.names import names_of
from nit_rules.sources.page.reader import read_page

__all__ = ["names_of", "page_text", "read_document", "read_page"]
