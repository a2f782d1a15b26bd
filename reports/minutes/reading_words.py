"""What votes on statements say further, in the words of the results page (livinglab/words/readings.toml)."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language, number

Words = Mapping[str, str]

READINGS: Mapping[str, Words] = {
    "capacities_title": {"fr": "Ce que les mondes représentés partagent", "en": "What the worlds represented share"},
    "capacities_lead": {"fr": "Comparés\u00a0: {groups}.", "en": "Compared: {groups}."},
    "group_size": {"fr": "{group} ({n})", "en": "{group} ({n})"},
    "capacities_small": {
        "fr": "Moins de cinq personnes, donc pas montrés à part\u00a0: {groups}.",
        "en": "Fewer than five people, so not shown on their own: {groups}.",
    },
    "agreed_title": {"fr": "Dans chacun, la majorité est d’accord", "en": "In each, the majority agrees"},
    "rejected_title": {"fr": "Dans chacun, la majorité n’est pas d’accord", "en": "In each, the majority disagrees"},
    "shared_none": {
        "fr": "Aucun énoncé n’a la même majorité partout.",
        "en": "No statement has the same majority everywhere.",
    },
    "shared_of_1": {
        "fr": "Sur {n} énoncé assez vu partout pour être comparé.",
        "en": "Of {n} statement seen enough everywhere to be compared.",
    },
    "shared_of_n": {
        "fr": "Sur {n} énoncés assez vus partout pour être comparés.",
        "en": "Of {n} statements seen enough everywhere to be compared.",
    },
    "capacities_honest": {
        "fr": "C’est l’accord des personnes présentes, pas celui de tous ceux qui leur ressemblent. Une case de "
        "moins de cinq votes n’est pas montrée.",
        "en": "This is the agreement of the people present, not of everyone like them. A cell of fewer than five "
        "votes is not shown.",
    },
    "refused_nobody_declared": {
        "fr": "Pas de comparaison entre les mondes représentés\u00a0: personne n’a dit à quel titre il venait.",
        "en": "No comparison between the worlds represented: nobody said in what capacity they came.",
    },
    "refused_too_few_groups": {
        "fr": "Pas de comparaison entre les mondes représentés\u00a0: il en faut au moins deux de cinq personnes "
        "chacun.",
        "en": "No comparison between the worlds represented: it takes at least two of five people each.",
    },
    "withheld": {"fr": "pas montré\u00a0: trop peu de votes", "en": "not shown: too few votes"},
    "opinions_title": {"fr": "Groupes d’opinion", "en": "Opinion groups"},
    "opinions_failed": {"fr": "Le calcul des groupes n’a pas abouti.", "en": "The groups could not be computed."},
    "opinions_none": {"fr": "Pas de groupes d’opinion stables.", "en": "No stable opinion groups."},
    "reason_too_few_people_1": {
        "fr": "{n} personne a voté sur assez d’énoncés\u202f; il en faut 40.",
        "en": "{n} person voted on enough statements; it takes 40.",
    },
    "reason_too_few_people_n": {
        "fr": "{n} personnes ont voté sur assez d’énoncés\u202f; il en faut 40.",
        "en": "{n} people voted on enough statements; it takes 40.",
    },
    "reason_votes_all_alike": {"fr": "Tout le monde a voté de la même façon.", "en": "Everyone voted in the same way."},
    "reason_no_structure": {
        "fr": "Les votes ne se ressemblent pas plus que s’ils étaient mélangés au hasard.",
        "en": "The votes are no more alike than if they had been shuffled.",
    },
    "reason_not_stable": {
        "fr": "Avec un autre tirage des mêmes personnes, on ne retrouve pas les mêmes groupes.",
        "en": "With another draw of the same people, the same groups do not come back.",
    },
    "reason_group_too_small": {
        "fr": "L’un des groupes compterait moins de cinq personnes.",
        "en": "One of the groups would have fewer than five people.",
    },
    "group": {"fr": "Groupe {letter}", "en": "Group {letter}"},
    "people_1": {"fr": "{n} personne", "en": "{n} person"},
    "people_n": {"fr": "{n} personnes", "en": "{n} people"},
    "left_out_1": {
        "fr": "{n} personne a vu trop peu d’énoncés pour être placée.",
        "en": "{n} person saw too few statements to be placed.",
    },
    "left_out_n": {
        "fr": "{n} personnes ont vu trop peu d’énoncés pour être placées.",
        "en": "{n} people saw too few statements to be placed.",
    },
    "apart_title": {"fr": "{group}\u00a0: ce qui le distingue", "en": "{group}: what sets it apart"},
    "apart_both": {"fr": "Ce qui distingue les deux groupes", "en": "What sets the two groups apart"},
    "apart_none": {
        "fr": "Rien d’assez net pour que l’autre moitié des personnes le confirme.",
        "en": "Nothing clear enough for the other half of the people to confirm it.",
    },
    "agrees_more": {"fr": "{group}\u00a0: plus d’accord que les autres", "en": "{group}: agrees more than the others"},
    "disagrees_more": {
        "fr": "{group}\u00a0: moins d’accord que les autres",
        "en": "{group}: disagrees more than the others",
    },
    "opinions_shared": {"fr": "Ce que tous les groupes partagent", "en": "What all groups share"},
    "opinions_honest": {
        "fr": "Ces groupes viennent des votes seuls, sans savoir qui est qui. Ce qui les distingue a été trouvé "
        "sur une moitié des personnes et confirmé sur l’autre.",
        "en": "These groups come from the votes alone, not knowing who is who. What sets them apart was found on "
        "one half of the people and confirmed on the other.",
    },
    "frozen_capacities": {"fr": "Comparaison figée, empreinte {digest}", "en": "Comparison frozen, digest {digest}"},
    "frozen_opinions": {"fr": "Groupes figés, empreinte {digest}", "en": "Groups frozen, digest {digest}"},
    "said_statements": {
        "fr": "{agree} d’accord, {disagree} pas d’accord, {passed} passent",
        "en": "{agree} agree, {disagree} disagree, {passed} passed",
    },
}
# Only a document needs these: it stays as it was written.
WRITTEN: Mapping[str, Words] = {
    "waiting": {
        "fr": "Le calcul des groupes n’était pas terminé quand ce compte rendu a été écrit. Une nouvelle version suit.",
        "en": "The groups were still being computed when these minutes were written. A new version follows.",
    },
    "basis": {
        "fr": "{figure} · lecture des votes, classe C\u00a0: les votes de chacun ne sont pas dans ce fichier. Tirage "
        "au sort\u00a0: {seed}. Avec sa base, le laboratoire refait cette lecture par "
        "«\u00a0lab.py verify --session\u00a0».",
        "en": "{figure} · reading of the votes, class C: what each person voted is not in this file. Random draw: "
        "{seed}. With its database, the laboratory makes this reading again by “lab.py verify --session”.",
    },
    "others_1": {
        "fr": "Et {n} autre énoncé, dans minutes.json.",
        "en": "And {n} more statement, in minutes.json.",
    },
    "others_n": {
        "fr": "Et {n} autres énoncés, dans minutes.json.",
        "en": "And {n} more statements, in minutes.json.",
    },
}


def told(key: str, language: Language, **values: object) -> str:
    """The words of a key, with its values in their place."""
    words = READINGS.get(key) or WRITTEN[key]
    return words[language].format(**values)


def told_of(key: str, n: int, language: Language) -> str:
    """The words for one or several."""
    one = n == 1 or (language == "fr" and n == 0)
    return told(f"{key}_1" if one else f"{key}_n", language, n=number(n, language))
