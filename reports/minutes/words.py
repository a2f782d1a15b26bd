"""The words of the minutes, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language, number

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "head": {
        "fr": "{session} · compte rendu {number} · empreinte {digest}",
        "en": "{session} · minutes {number} · digest {digest}",
    },
    "kicker": {"fr": "Compte rendu de séance · {project}", "en": "Minutes of a session · {project}"},
    "when": {"fr": "{on}, {people}", "en": "{on}, {people}"},
    "where": {"fr": "{on}, {place}, {people}", "en": "{on}, {place}, {people}"},
    "people_1": {"fr": "{n} personne", "en": "{n} person"},
    "people_n": {"fr": "{n} personnes", "en": "{n} people"},
    "people_0": {"fr": "personne n’a rejoint la séance", "en": "nobody joined"},
    "simulated": {
        "fr": "Les personnes et les mots de ce compte rendu ont été inventés pour montrer la plateforme.",
        "en": "The people and words in these minutes were invented to show the platform.",
    },
    # The first page.
    "decided": {"fr": "Ce qui a été décidé", "en": "What was decided"},
    "decided_none": {
        "fr": "Aucune décision n’a été enregistrée à partir de cette séance.",
        "en": "No decision was recorded from this session.",
    },
    "decided_line": {"fr": "D{n}. {title}", "en": "D{n}. {title}"},
    "present": {"fr": "Qui était là", "en": "Who was there"},
    "roles": {"fr": "À quel titre : {roles}.", "en": "In what capacity: {roles}."},
    "roles_none": {
        "fr": "Les titres auxquels les personnes sont venues ne sont pas comptés : chacun a été indiqué par moins de "
        "{few} personnes, ou par aucune.",
        "en": "In what capacity people came is not counted: each was named by fewer than {few} people, or by none.",
    },
    "role": {"fr": "{role} : {n}", "en": "{role}: {n}"},
    "others": {
        "fr": "autre titre ou sans précision : {n}",
        "en": "another, or not said: {n}",
    },
    "roles_apart": {
        "fr": "Un titre porté par moins de {few} personnes n’est pas compté à part.",
        "en": "A capacity held by fewer than {few} people is not counted apart.",
    },
    "tongues": {"fr": "Mots écrits en {tongues}.", "en": "Words written in {tongues}."},
    "agenda": {"fr": "L’ordre du jour", "en": "The agenda"},
    "agenda_none": {
        "fr": "Aucune activité n’était à l’ordre du jour.",
        "en": "There was no activity on the agenda.",
    },
    "column_number": {"fr": "N°", "en": "No."},
    "column_activity": {"fr": "Activité", "en": "Activity"},
    "column_planned": {"fr": "Minutes prévues", "en": "Minutes planned"},
    "column_actual": {"fr": "Minutes passées", "en": "Minutes spent"},
    "column_people": {"fr": "Personnes", "en": "People"},
    "activity": {"fr": "{question} ({kind})", "en": "{question} ({kind})"},
    "extra": {"fr": "{planned} + {extra}", "en": "{planned} + {extra}"},
    "not_held": {"fr": "pas menée", "en": "not held"},
    "colophon_laboratory": {"fr": "Laboratoire", "en": "Laboratory"},
    "colophon_version": {"fr": "Version", "en": "Version"},
    "colophon_digest": {"fr": "Empreinte", "en": "Digest"},
    "colophon_check": {"fr": "Vérifier", "en": "Verify"},
    "check": {"fr": "python3 lab.py verify compte-rendu.pdf", "en": "python3 lab.py verify minutes.pdf"},
    # Decisions.
    "decisions": {"fr": "Décisions", "en": "Decisions"},
    "decision": {"fr": "D{n}. {title}", "en": "D{n}. {title}"},
    "taken_from": {
        "fr": "Prise le {on}, à partir de l’activité {activity}, résultat {digest}.",
        "en": "Taken on {on}, from activity {activity}, result {digest}.",
    },
    "taken_from_earlier": {
        "fr": "Prise le {on}, à partir d’un résultat antérieur de l’activité {activity}, {digest} : l’activité a été "
        "rouverte depuis.",
        "en": "Taken on {on}, from an earlier result of activity {activity}, {digest}: the activity was opened again "
        "since.",
    },
    "why": {"fr": "Pourquoi", "en": "Why"},
    "dissent": {"fr": "Désaccord", "en": "Dissent"},
    "dissent_none": {"fr": "Aucun désaccord n’a été noté.", "en": "No dissent was noted."},
    "options": {"fr": "Ce qui était sur la table", "en": "What was on the table"},
    "option_chosen": {"fr": "Retenu : {text}", "en": "Chosen: {text}"},
    "option_left": {"fr": "Non retenu : {text}", "en": "Not chosen: {text}"},
    "options_more": {
        "fr": "Et {n} autres, non retenues : voir l’activité {activity}.",
        "en": "And {n} more, not chosen: see activity {activity}.",
    },
    "requirements": {"fr": "Ce qui en découle", "en": "What follows from it"},
    "requirements_none": {
        "fr": "Aucune exigence n’a encore été écrite.",
        "en": "No requirement has been written yet.",
    },
    "column_requirement": {"fr": "Exigence", "en": "Requirement"},
    "column_criterion": {"fr": "On saura qu’elle est tenue si", "en": "It is met if"},
    # Activities.
    "activities": {"fr": "Activité {n}. {question}", "en": "Activity {n}. {question}"},
    "judged_0": {"fr": "Personne ne s’est prononcé.", "en": "Nobody gave a view."},
    "judged_1": {"fr": "{n} personne s’est prononcée.", "en": "{n} person gave a view."},
    "judged_n": {"fr": "{n} personnes se sont prononcées.", "en": "{n} people gave a view."},
    "dots_each_1": {"fr": "{n} gommette par personne.", "en": "{n} dot each."},
    "dots_each_n": {"fr": "{n} gommettes par personne.", "en": "{n} dots each."},
    "not_held_long": {"fr": "Cette activité n’a pas été menée.", "en": "This activity was not held."},
    "no_words": {"fr": "Rien n’y a été écrit ni proposé.", "en": "Nothing was written or proposed in it."},
    "written": {"fr": "Ce qui a été écrit", "en": "What was written"},
    "themes": {"fr": "Les thèmes", "en": "The themes"},
    "alone": {"fr": "Sans thème", "en": "Outside any theme"},
    "hidden_word": {"fr": "[mots masqués par l’équipe]", "en": "[words hidden by the team]"},
    "hidden_1": {
        "fr": "{n} contribution a été masquée par l’équipe, avec une raison gardée au dossier. Elle est comptée, "
        "ses mots ne sont pas montrés.",
        "en": "{n} contribution was hidden by the team, with a reason kept on file. It is counted, its words are not "
        "shown.",
    },
    "hidden_n": {
        "fr": "{n} contributions ont été masquées par l’équipe, avec une raison gardée au dossier. Elles sont "
        "comptées, leurs mots ne sont pas montrés.",
        "en": "{n} contributions were hidden by the team, with a reason kept on file. They are counted, their words "
        "are not shown.",
    },
    "waiting_1": {
        "fr": "{n} contribution attendait encore d’être relue par l’équipe. Elle n’a été ni montrée ni jugée.",
        "en": "{n} contribution was still waiting to be read by the team. It was neither shown nor judged.",
    },
    "waiting_n": {
        "fr": "{n} contributions attendaient encore d’être relues par l’équipe. Elles n’ont été ni montrées ni jugées.",
        "en": "{n} contributions were still waiting to be read by the team. They were neither shown nor judged.",
    },
    "by_team": {"fr": "{text} (proposé par l’équipe)", "en": "{text} (proposed by the team)"},
    "detail": {"fr": "{name} : {value}", "en": "{name}: {value}"},
    "reasons": {"fr": "Objections et raisons", "en": "Objections and reasons"},
    "reason": {"fr": "{subject} — {why}", "en": "{subject} — {why}"},
    "caption": {"fr": "R{n} · {what}", "en": "R{n} · {what}"},
    "basis": {
        "fr": "R{n} · {method}. Paramètres : {parameters}. Tirage au sort : {seed}.",
        "en": "R{n} · {method}. Parameters: {parameters}. Random draw: {seed}.",
    },
    "no_parameters": {"fr": "aucun", "en": "none"},
    "no_seed": {"fr": "aucun", "en": "none"},
    "seed": {"fr": "graine {seed}", "en": "seed {seed}"},
    "digests": {
        "fr": "Comptes {counts} · résultat {result}",
        "en": "Counts {counts} · result {result}",
    },
    "unfrozen": {
        "fr": "Aucun résultat n’a été figé pour cette activité.",
        "en": "No result was frozen for this activity.",
    },
    # Next, and annex.
    "next": {"fr": "La suite", "en": "What comes next"},
    "next_require": {
        "fr": "Écrire les exigences de la décision D{n}, chacune avec un critère mesurable.",
        "en": "Write the requirements of decision D{n}, each with a measurable criterion.",
    },
    "next_meet": {
        "fr": "Décision D{n} : construire, puis essayer, jusqu’à ce que ceci soit vrai : {criterion}",
        "en": "Decision D{n}: build, then test, until this is true: {criterion}",
    },
    "next_object": {
        "fr": "Activité {n} : lever les objections à « {subject} », ou y renoncer.",
        "en": "Activity {n}: resolve the objections to “{subject}”, or give it up.",
    },
    "next_hold": {
        "fr": "Reprendre l’activité {n}, prévue et pas menée : {question}",
        "en": "Take up activity {n}, planned and not held: {question}",
    },
    "next_decide": {
        "fr": "Décider à partir des résultats : rien ne l’a été encore.",
        "en": "Decide from the results: nothing has been decided yet.",
    },
    "next_follow": {
        "fr": "Chacun peut suivre ses idées, avec son code de reçu : {address}",
        "en": "Everyone can follow their ideas, with their receipt code: {address}",
    },
    "next_nothing": {"fr": "Rien n’est en attente.", "en": "Nothing is waiting."},
    "annex": {"fr": "Annexe. Les tableaux des résultats", "en": "Annex. The results as tables"},
    "annex_none": {
        "fr": "Aucune activité n’a donné de résultat à mettre en tableau.",
        "en": "No activity gave a result to put in a table.",
    },
    "table": {"fr": "R{n}. {question}", "en": "R{n}. {question}"},
    "table_part": {"fr": "R{n}. {question}, de {first} à {last}", "en": "R{n}. {question}, {first} to {last}"},
    "column_rank": {"fr": "Rang", "en": "Rank"},
    "column_subject": {"fr": "Proposition", "en": "Proposal"},
    "in_full": {"fr": "Les propositions plus longues, en entier", "en": "Longer proposals in full"},
    "verify_title": {"fr": "Vérifier ce compte rendu", "en": "Checking these minutes"},
    "verify": {
        "fr": "Ce PDF contient les comptes de chaque activité. La commande « {check} » recalcule chaque résultat avec "
        "sa méthode, le compare à ce qui est imprimé, et dit ce qui tient. Elle n’a besoin d’aucun serveur.",
        "en": "This PDF holds the counts of each activity. The command “{check}” computes each result again by its "
        "method, compares it with what is printed, and says what holds. It needs no server.",
    },
    "verify_not": {
        "fr": "Ce que cela ne prouve pas : que les comptes sont bien ceux de la séance. Comparez l’empreinte avec "
        "celle que montre la console de la séance.",
        "en": "What this does not prove: that the counts are those of the session. Compare the digest with the one "
        "the session’s console shows.",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """The words of a key, with its values in their place."""
    return WORDS[key][language].format(**values)


def counted(key: str, n: int, language: Language, **values: object) -> str:
    """The words for none, one or several, where they differ: `key_0`, `key_1`, `key_n`."""
    one = n == 1 or (language == "fr" and n == 0)
    chosen = f"{key}_0" if n == 0 and f"{key}_0" in WORDS else f"{key}_1" if one else f"{key}_n"
    return say(chosen, language, n=number(n, language), **values)
