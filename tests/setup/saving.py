"""What a form that saves itself has saved."""

from playwright.sync_api import Page

SAVED = "answer answer--saved"


def kept(page: Page, field: str) -> str:
    """What the server has in a field."""
    page.reload()
    return page.input_value(field)
