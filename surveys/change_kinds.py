"""Every kind of change between two versions: one row each, what it says, what it breaks, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.values import Text


@dataclass(frozen=True)
class ChangeKind:
    """What happened, and why answers before and after cannot be compared as they are; no `why`: they can."""

    what: Text
    remedy: Text
    why: Text | None = None

    @property
    def breaks(self) -> bool:
        """Whether answers to the two versions cannot be compared as they are."""
        return self.why is not None


def _kind(what: tuple[str, str], remedy: tuple[str, str], why: tuple[str, str] | None = None) -> ChangeKind:
    return ChangeKind(_both(what), _both(remedy), _both(why) if why else None)


def _both(words: tuple[str, str]) -> Text:
    return dict(zip(("fr", "en"), words, strict=True))


NOTHING = ("Rien à faire.", "Nothing to do.")
KEEP = (
    "Gardez l’ancienne question et donnez un autre nom à la nouvelle.",
    "Keep the former question, and give the new one another name.",
)
REREAD = (
    "Relisez les deux : si le sens a changé, donnez un autre nom à la nouvelle.",
    "Read both: if the meaning has changed, give the new one another name.",
)

CHANGE_KINDS: Mapping[str, ChangeKind] = {
    "added": _kind(
        ("Question ajoutée", "Question added"),
        ("Les personnes qui ont déjà répondu ne l’ont pas vue.", "Those who have answered already have not seen it."),
    ),
    "removed": _kind(
        ("Question retirée", "Question removed"),
        ("Remettez-la si un résultat prévu s’en sert.", "Put it back if a planned outcome uses it."),
        ("Elle n’a plus de réponse après.", "It has no answers afterwards."),
    ),
    "renamed": _kind(
        ("Question renommée, semble-t-il", "Question renamed, it seems"),
        ("Reprenez l’ancien nom si c’est la même question.", "Use the former name again if it is the same question."),
        (
            "Les réponses vont dans une autre colonne : rien ne les réunit.",
            "Answers go to another column: nothing brings them together.",
        ),
    ),
    "retyped": _kind(
        ("Type de réponse changé", "Type of answer changed"),
        KEEP,
        ("Les réponses ne sont plus de même nature.", "The answers are no longer of the same kind."),
    ),
    "choice_added": _kind(
        ("Réponse proposée en plus", "Choice added"),
        ("Ne comparez que les réponses proposées les deux fois.", "Compare only the choices offered both times."),
        (
            "Les premières personnes n’ont pas pu la choisir.",
            "The first respondents could not choose it.",
        ),
    ),
    "choice_removed": _kind(
        ("Réponse proposée en moins", "Choice removed"),
        ("Ne comparez que les réponses proposées les deux fois.", "Compare only the choices offered both times."),
        ("Les suivantes ne peuvent plus la choisir.", "Those who follow can no longer choose it."),
    ),
    "choice_recoded": _kind(
        ("Mêmes mots, autre code", "Same words, other code"),
        (
            "Reprenez l’ancien code, sinon comptez les deux ensemble.",
            "Use the former code again, or count the two together.",
        ),
        ("La même réponse est gardée sous deux codes.", "The same answer is kept under two codes."),
    ),
    "choice_relabelled": _kind(
        ("Même code, autres mots", "Same code, other words"),
        (
            "Si ce n’est qu’une correction d’orthographe, rien à faire. Sinon, donnez un autre code.",
            "If it only corrects the spelling, nothing to do. Otherwise, give it another code.",
        ),
        ("Le même code peut dire autre chose.", "The same code may say something else."),
    ),
    "scale_reversed": _kind(
        ("Sens de l’échelle inversé", "Direction of the scale reversed"),
        ("Remettez chaque code sur ses mots.", "Put each code back on its words."),
        ("Le même nombre dit le contraire.", "The same number says the opposite."),
    ),
    "choices_reordered": _kind(
        ("Réponses proposées dans un autre ordre", "Choices in another order"),
        (
            "L’ordre influence un peu les réponses : gardez-le entre deux mesures.",
            "Order sways answers a little: keep it between two measurements.",
        ),
    ),
    "range_changed": _kind(
        ("Étendue changée", "Range changed"),
        KEEP,
        ("Les mêmes nombres ne disent plus la même chose.", "The same numbers no longer say the same."),
    ),
    "unit_changed": _kind(
        ("Unité changée", "Unit changed"),
        KEEP,
        ("Les nombres sont dans une autre unité.", "The numbers are in another unit."),
    ),
    "reworded": _kind(("Question reformulée", "Question reworded"), REREAD),
    "hint_changed": _kind(("Aide ou consigne changée", "Hint changed"), REREAD),
    "translated": _kind(("Traduction ajoutée", "Translation added"), NOTHING),
    "reordered": _kind(
        ("Question déplacée", "Question moved"),
        (
            "Ce qui précède influence un peu la réponse : gardez l’ordre entre deux mesures.",
            "What comes before sways the answer a little: keep the order between two measurements.",
        ),
    ),
    "regrouped": _kind(("Question dans une autre partie", "Question in another section"), NOTHING),
    "repeat_changed": _kind(
        ("Question entrée dans une répétition, ou sortie d’une", "Question moved into a repeat, or out of one"),
        KEEP,
        ("Une personne ne donne plus le même nombre de réponses.", "A person no longer gives as many answers."),
    ),
    "relevance_changed": _kind(
        ("Condition d’affichage changée", "Condition changed"),
        (
            "Comparez seulement les personnes à qui la question est posée les deux fois.",
            "Compare only those who are asked both times.",
        ),
        ("La question n’est plus posée aux mêmes personnes.", "Other people are asked."),
    ),
    "constraint_changed": _kind(
        ("Réponses permises changées", "Answers allowed changed"),
        (
            "Ne comparez que les réponses permises les deux fois.",
            "Compare only the answers allowed both times.",
        ),
        (
            "Des réponses permises avant ne le sont plus, ou l’inverse.",
            "What was allowed is no longer, or the reverse.",
        ),
    ),
    "filter_changed": _kind(
        ("Filtre des réponses proposées changé", "Filter of the choices changed"),
        ("Ne comparez que les réponses proposées les deux fois.", "Compare only the choices offered both times."),
        ("Les réponses proposées ne sont plus les mêmes.", "The choices offered are no longer the same."),
    ),
    "calculation_changed": _kind(
        ("Calcul changé", "Calculation changed"),
        KEEP,
        ("Le nombre n’est plus calculé de même.", "The number is no longer computed the same way."),
    ),
    "default_changed": _kind(
        ("Réponse de départ changée", "Starting answer changed"),
        (
            "Une réponse déjà remplie est souvent gardée : évitez-la pour un résultat prévu.",
            "A filled-in answer is often kept: avoid it for a planned outcome.",
        ),
        ("Une réponse non touchée ne dit plus la même chose.", "An answer left as it was no longer says the same."),
    ),
    "required_changed": _kind(
        ("Obligation de répondre changée", "Obligation to answer changed"),
        (
            "Le nombre de réponses manquantes peut changer : dites-le dans le rapport.",
            "The number of missing answers may change: say so in the report.",
        ),
    ),
    "soft_answers_changed": _kind(
        (
            "« Je ne sais pas » ou « Je préfère ne pas répondre » changés",
            "“I don’t know” or “I’d rather not say” changed",
        ),
        (
            "Le nombre de réponses manquantes peut changer : dites-le dans le rapport.",
            "The number of missing answers may change: say so in the report.",
        ),
    ),
}
