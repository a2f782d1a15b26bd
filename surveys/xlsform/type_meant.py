"""What people write in the type column, from other programs and languages, and what says it in XLSForm."""

from __future__ import annotations

from collections.abc import Mapping

# {list}: what follows the word in the cell.
MEANT: Mapping[str, str] = {
    "boolean": "type = acknowledge | type = select_one …",
    "booleen": "type = acknowledge | type = select_one …",
    "booléen": "type = acknowledge | type = select_one …",
    "case_a_cocher": "type = acknowledge",
    "checkbox": "type = select_multiple {list}",
    "choix_multiple": "type = select_multiple {list}",
    "choix_unique": "type = select_one {list}",
    "currency": "type = decimal",
    "dropdown": "type = select_one {list}, appearance = minimal",
    "double": "type = decimal",
    "draw": "type = image, appearance = draw",
    "drawing": "type = image, appearance = draw",
    "entier": "type = integer",
    "fichier": "type = file",
    "float": "type = decimal",
    "heure": "type = time",
    "intro": "type = note",
    "likert": "type = select_one {list}, appearance = likert",
    "liste": "type = select_one {list}",
    "long": "type = integer",
    "long_text": "type = text, appearance = multiline",
    "longtext": "type = text, appearance = multiline",
    "matrix": "type = begin group, appearance = table-list",
    "multiple_choice": "type = select_one {list} | type = select_multiple {list}",
    "nombre": "type = integer | type = decimal",
    "page": "type = begin group, appearance = field-list",
    "paragraph": "type = text, appearance = multiline",
    "phone": "type = text, appearance = numbers",
    "qr_code": "type = barcode",
    "qrcode": "type = barcode",
    "radio": "type = select_one {list}",
    "ranking": "type = rank {list}",
    "rating": "type = range, parameters = start=1 end=5 step=1, appearance = rating",
    "scale": "type = range, parameters = start=0 end=10 step=1",
    "section": "type = begin group",
    "select_one_other": "type = select_one {list} or_other",
    "select_multiple_other": "type = select_multiple {list} or_other",
    "short_text": "type = text",
    "signature": "type = image, appearance = signature",
    "slider": "type = range, parameters = start=0 end=10 step=1",
    "tel": "type = text, appearance = numbers",
    "texte": "type = text",
    "title": "type = note",
    "titre": "type = note",
    "url": "type = text, appearance = url",
    "yes_no": "type = select_one …",
    "yesno": "type = select_one …",
}
LONGEST = 2  # words


def meant(cell: str) -> str:
    """What to write instead of a type nobody knows; empty when its words are not among those above."""
    parts = cell.split()
    for length in range(min(LONGEST, len(parts)), 0, -1):
        word = "_".join(parts[:length]).lower().replace("-", "_")
        if word in MEANT:
            return MEANT[word].format(list=" ".join(parts[length:]) or "…")
    return ""
