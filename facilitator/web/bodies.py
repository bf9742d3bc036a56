"""What a request may hold: the texts of one form, of a bounded size and number."""

from io import BytesIO

from flask import Flask, Request, abort, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.utils import cached_property

BODY_LIMIT = 256 * 1024  # bytes; the longest form of ours has a tenth
FIELDS = 1000  # of one form; the largest ballot has 400
SURE = 2 * FIELDS  # bytes that cannot hold more fields: "a=&"
IN_A_LINE = "application/x-www-form-urlencoded"
FORMS = frozenset({IN_A_LINE, "multipart/form-data"})

NO_FILES: ImmutableMultiDict[str, FileStorage] = ImmutableMultiDict()


class FormRequest(Request):
    """A request of which forms see texts alone: never a file, never JSON.

    WTForms would take either in place of a text, whatever the field expects.
    """

    max_form_parts = FIELDS
    is_json = False

    @cached_property
    def files(self) -> ImmutableMultiDict[str, FileStorage]:
        """Return no file: nothing is uploaded here."""
        return NO_FILES

    def _get_file_stream(self, *_about: object, **_named: object) -> BytesIO:
        return BytesIO()  # and no file in the system's folder for them

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["files"] = NO_FILES


def install(app: Flask) -> None:
    """Refuse what is no form, or too much of one. Before anything reads forms."""
    app.request_class = FormRequest

    @app.before_request
    def _check() -> None:
        length = request.content_length or 0
        if request.method == "POST" and length:
            if request.mimetype not in FORMS:
                abort(415)
            if request.mimetype == IN_A_LINE and SURE < length <= BODY_LIMIT:
                _count_fields()


def _count_fields() -> None:
    """Refuse a body of too many fields without taking it apart, which takes long."""
    if request.get_data(cache=True).count(b"&") >= FIELDS:
        abort(413)
