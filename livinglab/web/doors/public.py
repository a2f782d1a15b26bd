"""Pages of the house: its front door, its accounts, what anyone reads."""

from __future__ import annotations

from livinglab.web.doors.door import ACCOUNT, ANYONE, LINK, Doors

DOORS: Doors = {
    ANYONE: (
        "static",
        "health",
        "ready",
        "public.home",
        "public.verify",
        "public.library",
        "public.learning",
        "public.send_report",
        "public.verification",
        "public.verification_progress",
        "account.setup",
        "account.create_administrator",
        "account.sign_in",
        "account.enter",
    ),
    LINK: (
        "account.password",
        "account.choose",
    ),
    ACCOUNT: ("account.sign_out",),
}
