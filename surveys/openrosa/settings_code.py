"""The settings a field client reads from a QR code: where its forms are, and that it keeps up with them by itself."""

from __future__ import annotations

import base64
import json
import zlib


def settings_code(server_url: str, project: str) -> str:
    """The text of the code: base64 of the compressed JSON, as ODK Collect reads it."""
    settings = {
        "general": {
            "protocol": "odk_default",
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": project},
    }
    written = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(written.encode())).decode()
