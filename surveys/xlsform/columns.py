"""The columns of an XLSForm workbook, under all the names that forms give them."""

from __future__ import annotations

from surveys.sheet_table import Columns

MEDIA_KINDS = ("image", "big-image", "audio", "video")
MEDIA = tuple(f"media::{kind}" for kind in MEDIA_KINDS)
MEDIA_ALIASES = {
    writing: f"media::{kind}"
    for kind in MEDIA_KINDS
    for writing in (kind, kind.replace("-", "_"), f"media:{kind}", f"media::{kind.replace('-', '_')}")
}
# Titles in other words: told, not read, for a column of that title may be somebody's notes.
LABELS = dict.fromkeys(
    ("libellé", "libelle", "intitulé", "intitule", "étiquette", "etiquette", "texte", "text"), "label"
)
MEANT = {
    **LABELS,
    "question": "label",
    "nom": "name",
    "variable": "name",
    "nom_de_variable": "name",
    "variable_name": "name",
    "obligatoire": "required",
    "requis": "required",
    "condition": "relevant",
    "pertinent": "relevant",
    "pertinence": "relevant",
    "skip_logic": "relevant",
    "show_if": "relevant",
    "branching_logic": "relevant",
    "contrainte": "constraint",
    "validation": "constraint",
    "calcul": "calculation",
    "formule": "calculation",
    "aide": "hint",
    "help": "hint",
    "indication": "hint",
    "valeur_par_défaut": "default",
    "apparence": "appearance",
}
CHOICES_MEANT = {
    **LABELS,
    "liste": "list_name",
    "nom_liste": "list_name",
    "nom_de_liste": "list_name",
    "nom": "name",
    "code": "name",
    "valeur": "name",
}
SURVEY_COLUMNS = Columns(
    plain=frozenset(
        {
            "type",
            "name",
            "required",
            "relevant",
            "constraint",
            "default",
            "calculation",
            "appearance",
            "parameters",
            "missing_options",
            "choice_filter",
            "trigger",
            "repeat_count",
            "read_only",
            "disabled",
        }
    ),
    worded=frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message", *MEDIA}),
    carried=frozenset(
        {
            "bind",
            "body",
            "control",
            "instance",
            "note",
            "notes",
            "comment",
            "comments",
            "response_note",
            "publishable",
            "minimum_seconds",
            "autoplay",
            "save_to",
            "hxl",
            "intent",
            "accuracythreshold",
            "rows",
            "compact_tag",
            "sms_field",
            "sms_option",
            "relevant_message",
        }
    ),
    aliases={
        **MEDIA_ALIASES,
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "skip": "relevant",
        "bind::relevant": "relevant",
        "bind:relevant": "relevant",
        "calculate": "calculation",
        "formula": "calculation",
        "bind::calculate": "calculation",
        "bind:calculate": "calculation",
        "mandatory": "required",
        "bind::required": "required",
        "bind:required": "required",
        "bind::constraint": "constraint",
        "bind:constraint": "constraint",
        "default_value": "default",
        "constraint_msg": "constraint_message",
        "constraining_message": "constraint_message",
        "bind::jr:constraintmsg": "constraint_message",
        "bind:jr:constraintmsg": "constraint_message",
        "required_msg": "required_message",
        "requiredmsg": "required_message",
        "bind::jr:requiredmsg": "required_message",
        "bind:jr:requiredmsg": "required_message",
        "parameter": "parameters",
        "count": "repeat_count",
        "jr:count": "repeat_count",
        "control::jr:count": "repeat_count",
        "body::jr:count": "repeat_count",
        "readonly": "read_only",
        "bind::readonly": "read_only",
        "bind:readonly": "read_only",
        "control::appearance": "appearance",
        "body::appearance": "appearance",
        "guidance": "guidance_hint",
    },
    meant=MEANT,
    wordless=frozenset(
        {
            "required",
            "relevant",
            "constraint",
            "default",
            "calculation",
            "appearance",
            "parameters",
            "choice_filter",
            "trigger",
            "repeat_count",
            "read_only",
        }
    ),
)
CHOICE_COLUMNS = Columns(
    plain=frozenset({"list_name", "name"}),
    worded=frozenset({"label", *MEDIA}),
    aliases={**MEDIA_ALIASES, "list": "list_name", "listname": "list_name", "value": "name", "caption": "label"},
    meant=CHOICES_MEANT,
    open=True,
)
SETTINGS_COLUMNS = Columns(
    plain=frozenset(
        {"form_id", "version", "default_language", "missing_options", "instance_name", "allow_choice_duplicates"}
    ),
    worded=frozenset({"form_title"}),
    carried=frozenset(
        {
            "style",
            "name",
            "public_key",
            "submission_url",
            "auto_send",
            "auto_delete",
            "clean_text_values",
            "namespaces",
            "namespace",
            "client_editable",
            "omit_instanceid",
            "sms_keyword",
            "sms_separator",
            "sms_allow_media",
            "sms_date_format",
            "sms_datetime_format",
            "sms_response",
            "prefix",
            "delimiter",
            "attribute",
            "xml_root",
            "environment",
            "logging",
        }
    ),
    aliases={
        "id_string": "form_id",
        "set_form_id": "form_id",
        "title": "form_title",
        "set_form_title": "form_title",
        "form_tittle": "form_title",
    },
    alone=frozenset({"form_id", "form_title"}),
)
