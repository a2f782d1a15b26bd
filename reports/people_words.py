"""Words about people in a report: unwanted effects, who took part against the population, gaps between groups."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language
from reports.wording import unbroken

WORDS: Mapping[str, Mapping[str, str]] = {
    "voices_lead": {
        "fr": "Ce qui suit est écrit tel que les participants et l’équipe l’ont dit : rien n’en est calculé.",
        "en": "What follows is written as participants and the team said it: nothing of it is computed.",
    },
    "voices_decided": {"fr": "Décidé", "en": "Decided"},
    "voices_decided_on": {"fr": "{title} ({on})", "en": "{title} ({on})"},
    "voices_heard": {"fr": "Entendu", "en": "Heard"},
    "voices_more": {"fr": "et {n} autres contributions", "en": "and {n} more contributions"},
    "voices_reason": {"fr": "Raison", "en": "Reason"},
    "voices_dissent": {"fr": "Désaccords", "en": "Dissent"},
    "voices_no_dissent": {"fr": "aucun n’a été noté", "en": "none was noted"},
    "voices_criterion": {"fr": "Sera tenu si", "en": "Met if"},
    "harms_title": {"fr": "Effets indésirables", "en": "Harms and unwanted effects"},
    "harms_not_asked": {
        "fr": "Aucun effet indésirable n’a été demandé aux participants : ce rapport ne peut ni en annoncer, ni en "
        "exclure.",
        "en": "No unwanted effect was asked about: this report can neither announce nor exclude any.",
    },
    "harms_reported_none": {
        "fr": "Aucun effet indésirable n’a été signalé à l’équipe. "
        "Personne n’était interrogé : cela n’en exclut aucun.",
        "en": "No unwanted effect was reported to the team. Nobody was asked: this excludes none.",
    },
    "harms_reported_some": {
        "fr": "Effets indésirables signalés à l’équipe, sans être recherchés : {total}, dont graves : {serious}. Un "
        "signalement n’est pas une personne, et leur nombre n’est pas une fréquence.",
        "en": "Unwanted effects reported to the team, not sought: {total}, of which serious: {serious}. A report is "
        "not a person, and their number is not a rate.",
    },
    "harms_reported_short": {
        "fr": "Effets indésirables signalés, non recherchés : {total}, dont graves : {serious}.",
        "en": "Unwanted effects reported, not sought: {total}, of which serious: {serious}.",
    },
    "harms_reported_caption": {
        "fr": "Effets indésirables signalés, non recherchés",
        "en": "Unwanted effects reported, not sought",
    },
    "harms_reported_about": {"fr": "Compté selon", "en": "Counted by"},
    "harms_reported_which": {"fr": "Catégorie", "en": "Category"},
    "harms_reported_count": {"fr": "Signalements", "en": "Reports"},
    "harms_about_seriousness": {"fr": "gravité", "en": "seriousness"},
    "harms_about_relation": {"fr": "lien avec la version testée", "en": "relation to the version tested"},
    "harms_about_arm": {"fr": "groupe", "en": "arm"},
    "harms_code_slight": {"fr": "léger", "en": "slight"},
    "harms_code_moderate": {"fr": "moyen", "en": "moderate"},
    "harms_code_serious": {"fr": "grave", "en": "serious"},
    "harms_code_related": {"fr": "lié", "en": "related"},
    "harms_code_perhaps": {"fr": "peut-être lié", "en": "perhaps related"},
    "harms_code_unrelated": {"fr": "sans lien", "en": "unrelated"},
    "harms_code_unknown": {"fr": "lien inconnu", "en": "relation not known"},
    "harms_code_no_arm": {"fr": "groupe inconnu", "en": "arm not known"},
    "harms_lead": {
        "fr": "Ce qui suit a été demandé à chacun. Un effet auquel personne n’a pensé n’y est pas.",
        "en": "What follows was asked of everyone. An effect nobody thought of is not in it.",
    },
    "harm_none": {
        "fr": "{outcome} : personne ne le signale, sur {n} personnes interrogées. Jusqu’à {high} des personnes "
        "pourraient "
        "quand même le connaître (intervalle exact à {share} ; règle de trois : {three}).",
        "en": "{outcome}: nobody reports it, of {n} people asked. Up to {high} of people could still have it (exact "
        "{share} interval; rule of three: {three}).",
    },
    "harm_some": {
        "fr": "{outcome} : {x} sur {n} personnes interrogées le signalent, soit {effect} (intervalle exact à {share} "
        ": de "
        "{low} à {high}).{arms}",
        "en": "{outcome}: {x} of {n} people asked report it, {effect} (exact {share} interval: {low} to {high}).{arms}",
    },
    "harm_short": {
        "fr": "{outcome} : {x} sur {n} le signalent, {effect} (de {low} à {high}).{arms}",
        "en": "{outcome}: {x} of {n} report it, {effect} ({low} to {high}).{arms}",
    },
    "harm_arms": {"fr": " Par groupe : {arms}.", "en": " By arm: {arms}."},
    "harm_arm": {"fr": "{arm} {x} sur {n}", "en": "{arm} {x} of {n}"},
    "harm_small": {
        "fr": "{outcome} : demandé, {n} réponses. L’effectif est trop petit, d’un côté ou de l’autre, pour être "
        "publié sans "
        "désigner quelqu’un ; le laboratoire le garde.",
        "en": "{outcome}: asked, {n} answers. The count is too small, on one side or the other, to be published "
        "without "
        "pointing at someone; the laboratory keeps it.",
    },
    "harm_no_answer": {
        "fr": "{outcome} : demandé, sans aucune réponse. On ne sait donc rien de cet effet.",
        "en": "{outcome}: asked, without a single answer. Nothing is known of this effect.",
    },
    "unknown_harm": {
        "fr": "Les effets indésirables auxquels personne n’a pensé à l’avance.",
        "en": "Unwanted effects nobody thought of in advance.",
    },
    "inclusion": {"fr": "Qui a pris part, et la population", "en": "Who took part, and the population"},
    "inclusion_lead": {
        "fr": "Parts de la population déclarées dans le plan. Sources : {sources}.",
        "en": "Shares of the population declared in the plan. Sources: {sources}.",
    },
    "inclusion_hidden": {
        "fr": "Un effectif trop petit pour être montré cache tous ceux de sa caractéristique (–).",
        "en": "A count too small to be shown hides all those of its attribute (–).",
    },
    "source": {"fr": "{label} : {source}, {year}", "en": "{label}: {source}, {year}"},
    "unknown": {"fr": "non connu", "en": "not known"},
    "attribute": {"fr": "Caractéristique", "en": "Attribute"},
    "category": {"fr": "Catégorie", "en": "Category"},
    "participants": {"fr": "Participants", "en": "Participants"},
    "took_part": {"fr": "Part des participants", "en": "Share of participants"},
    "population": {"fr": "Part dans la population", "en": "Share of the population"},
    "weighted": {
        "fr": "Sans pondération : {share} (de {low} à {high}). Les poids coûtent : effet de plan {deff}, {n} "
        "réponses en "
        "valent {effective}.",
        "en": "Unweighted: {share} ({low} to {high}). Weights have a cost: design effect {deff}, {n} answers are worth "
        "{effective}.",
    },
    "gap_sides": {
        "fr": "Pour {group} : {inside} ; chez les autres : {others}. L’écart se juge à l’interaction, jamais à ces "
        "deux nombres.",
        "en": "Among {group}: {inside}; among the others: {others}. The gap is judged by the interaction, never by "
        "these two.",
    },
}


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    text = WORDS[key][language]
    return (unbroken(text) if language == "fr" else text).format(**values)
