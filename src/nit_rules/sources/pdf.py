"""The text of a PDF document, through PDFium (the extra ``pdf``)."""

from nit_rules.errors import InputError, Problem, missing_extra

#: A country report has some 20 pages; a whole book of them is not one page to read.
MOST_PAGES = 300
MOST_CHARACTERS = 10_000_000


def pdf_text(data: bytes, name: str) -> str:
    """The text of all pages.

    Raises `InputError` where the extra is missing, and where the document is broken, encrypted or too long.
    """
    try:
        import pypdfium2
    except ModuleNotFoundError:
        raise missing_extra("reading PDF", "pdf", name) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        message = "the PDF is protected by a password" if locked else "not a readable PDF; is it complete?"
        raise InputError([Problem("protected" if locked else "unreadable", name, message)]) from None
    try:
        if len(document) > MOST_PAGES:
            message = f"the PDF has {len(document)} pages; at most {MOST_PAGES} are read"
            raise InputError([Problem("too-large", name, message)])
        pieces: list[str] = []
        length = 0
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            pieces.append(textpage.get_text_bounded().replace("\r\n", "\n"))
            textpage.close()
            page.close()
            length += len(pieces[-1])
            if length > MOST_CHARACTERS:
                message = f"the PDF holds more than {MOST_CHARACTERS:,} characters of text"
                raise InputError([Problem("too-large", name, message)])
        return "\n".join(pieces)
    except pypdfium2.PdfiumError:
        message = "a page of the PDF cannot be read; is it complete?"
        raise InputError([Problem("unreadable", name, message)]) from None
    finally:
        document.close()
