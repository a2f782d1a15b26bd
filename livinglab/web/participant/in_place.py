"""Answers for a script that posts a page without leaving it: our mark, and where to go on.

What is typed stays on the page until the laboratory has it (static/form/carrier.js). A page that says what to put
right is posted once more, plainly: a page posted twice is kept once.
"""

from __future__ import annotations

from flask import Response, request

from livinglab.web.participant.door import participant

IN_PLACE = "X-In-Place"
ONWARD = "X-Onward"


@participant.after_request
def lead_onward(answer: Response) -> Response:
    """Says where a form leads instead of leading there, to who asked in place."""
    if IN_PLACE not in request.headers:
        return answer
    answer.headers[IN_PLACE] = "1"  # no hotel's network, no server in front of ours says so
    if answer.location:
        answer.headers[ONWARD] = answer.headers.pop("Location")
        answer.status_code = 204
        answer.set_data(b"")
    return answer
