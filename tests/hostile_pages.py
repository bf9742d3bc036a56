"""The pages that between them have every form, and who may send it."""

from tests.asking import OWN_TABLET
from tests.town import (
    CODE,
    CONSENT,
    CONSENT_VOTE,
    COUNTED,
    COUNTED_VOTE,
    DRAFT,
    DRAFT_KEY,
    OTHER,
    REHEARSAL,
    SLIP,
    SLIP_VOTE,
    SLIPS,
)

PAGES = (  # between them they have every form
    ("nobody", "/"),
    ("nobody", f"/J/{CODE}"),
    ("nobody", f"/J/{CODE}/return"),
    ("nobody", "/accounts/sign-in"),
    ("nobody", "/accounts/invitations/{token}"),
    ("participant", f"/w/{CODE}/votes/1/"),
    ("elsewhere", f"/w/{OTHER}/votes/21/receipts"),
    ("elsewhere", f"/w/{OTHER}/proposals/own/{DRAFT_KEY}"),
    ("admin", "/accounts/people"),
    ("owner", "/accounts/"),
    ("owner", "/desk/new"),
    ("owner", f"/desk/{REHEARSAL}/wiping"),
    ("owner", f"/desk/{CODE}/"),
    ("owner", f"/desk/{CODE}/setup"),
    ("owner", f"/desk/{DRAFT}/setup/votes/{{prepared_step}}/"),
    ("stranger", f"/desk/{OTHER}/setup/votes/{{closed_step}}/"),
    ("owner", f"/desk/{CODE}/proposals/1/hiding"),
    ("owner", f"/desk/{DRAFT}/"),
    ("owner", f"/desk/{DRAFT}/setup"),
    ("nobody", f"/S/{SLIP}"),
    ("nobody", f"/w/{CODE}/slip"),
    ("participant", f"/w/{CODE}/slip"),
    ("owner", f"/desk/{CODE}/slips"),
    ("owner", f"/desk/{COUNTED}/votes/{COUNTED_VOTE}/reconciliation"),
    ("owner", f"/desk/{CODE}/kiosk/"),
    ("owner", f"/desk/{CODE}/votes/1/hands/"),
    ("owner", f"/desk/{SLIPS}/votes/{SLIP_VOTE}/paper/"),
    ("owner", f"/desk/{CONSENT}/votes/{CONSENT_VOTE}/result/"),
    (OWN_TABLET, f"/desk/{CODE}/kiosk/"),
    ("tablet", f"/w/{CODE}/kiosk/"),
    ("tablet", f"/w/{CODE}/kiosk/ballot"),
    ("slip tablet", f"/w/{SLIPS}/kiosk/slip"),
)
ANSWERS = (  # forms that stand only in the answer to another form
    (
        "owner",
        f"/desk/{SLIPS}/votes/{SLIP_VOTE}/paper/",
        {"slip": SLIP, "typist": "Amal"},
    ),
)
