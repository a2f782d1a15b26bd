"""The fixed words of a report, French and English on adjacent lines; sentences about results live in `sentences`."""

from __future__ import annotations

from collections.abc import Mapping

from reports.anonymous_words import ANONYMOUS
from reports.numbers import Language

WORDING: Mapping[str, Mapping[str, str]] = {
    "head": {
        "fr": "{study} · rapport {version} · empreinte {digest}",
        "en": "{study} · report {version} · digest {digest}",
    },
    "head_words": {"fr": " · mots {digest}", "en": " · words {digest}"},
    "simulated": {
        "fr": "Données simulées",
        "en": "Simulated data",
    },
    "page": {"fr": "page ", "en": "page "},
    "page_of": {"fr": " sur ", "en": " of "},
    # The first page.
    "kicker": {
        "fr": "Rapport de preuve · {project}",
        "en": "Evidence report · {project}",
    },
    "tested_version": {
        "fr": "Prototype testé : {prototype}, version {version}.",
        "en": "Prototype tested: {prototype}, version {version}.",
    },
    "simulated_note": {
        "fr": "Les réponses de ce rapport ont été simulées pour montrer la plateforme. Elles ne disent rien de "
        "personne.",
        "en": "The answers in this report were simulated to show the platform. They say nothing about anyone.",
    },
    "level_title": {
        "fr": "Force de la preuve : degré {rank} sur 4",
        "en": "Strength of the evidence: step {rank} of 4",
    },
    "level_reason": {
        "fr": "Conception du test : {design}. Le verbe le plus fort permis est « {verb} ».",
        "en": "Design of the test: {design}. The strongest verb allowed is “{verb}”.",
    },
    "level_lowered": {
        "fr": "Le test permettait « {verb} » ; le degré a été abaissé : {reasons}",
        "en": "The design allowed “{verb}”; the step was lowered: {reasons}",
    },
    "answer": {"fr": "La réponse", "en": "The answer"},
    "no_primary": {
        "fr": "Le plan ne nomme pas de résultat principal : aucun résultat ne répond seul à la question.",
        "en": "The plan names no primary outcome: no single result answers the question.",
    },
    "by_dimension": {"fr": "Trois dimensions", "en": "Three dimensions"},
    "not_measured": {"fr": "Non mesuré", "en": "Not measured"},
    "not_measured_long": {
        "fr": "Le plan ne prévoyait aucune mesure de cette dimension.",
        "en": "The plan foresaw no measure of this dimension.",
    },
    "card_basis": {
        "fr": "n\u00a0=\u00a0{n} · {figure}",
        "en": "n\u00a0=\u00a0{n} · {figure}",
    },
    "card_other": {
        "fr": "n\u00a0=\u00a0{n} · {figure} · un autre résultat au chapitre 5",
        "en": "n\u00a0=\u00a0{n} · {figure} · one more outcome in chapter 5",
    },
    "card_others": {
        "fr": "n\u00a0=\u00a0{n} · {figure} · {others} autres résultats au chapitre 5",
        "en": "n\u00a0=\u00a0{n} · {figure} · {others} more outcomes in chapter 5",
    },
    "went_wrong": {"fr": "Ce qui s’est mal passé", "en": "What went wrong"},
    "nothing_wrong": {
        "fr": "Aucun écart au plan n’a été déclaré.",
        "en": "No deviation from the plan was declared.",
    },
    "unknown": {"fr": "Ce qu’on ne sait pas encore", "en": "What is still unknown"},
    "lost": {
        "fr": "À la dernière vague ({wave}), {answered} participants sur {allocated} ont répondu.",
        "en": "At the last wave ({wave}), {answered} of {allocated} participants answered.",
    },
    "fewer": {
        "fr": "{planned} participants étaient prévus ; {allocated} ont été inscrits.",
        "en": "{planned} participants were planned; {allocated} were enrolled.",
    },
    "deviation": {"fr": "{on} : {what}. {why}", "en": "{on}: {what}. {why}"},
    "unknown_more": {
        "fr": "{count} autres résultats sans différence claire : voir le chapitre\u00a05.",
        "en": "{count} other outcomes without a clear difference: see chapter\u00a05.",
    },
    "unknown_null": {
        "fr": "{outcome} : pas de différence claire ; visible à partir de {mde}.",
        "en": "{outcome}: no clear difference; visible from {mde}.",
    },
    "unknown_refused": {
        "fr": "{outcome} : pas de résultat publié.",
        "en": "{outcome}: no published result.",
    },
    "unknown_dimension": {
        "fr": "Dimension « {dimension} » : non mesurée.",
        "en": "{dimension} dimension: not measured.",
    },
    "unknown_harms": {
        "fr": "Effets indésirables : non recueillis dans cette étude.",
        "en": "Harms: not collected in this study.",
    },
    "unknown_later": {
        "fr": "Ce qui se passe après la dernière vague ({wave}).",
        "en": "What happens after the last wave ({wave}).",
    },
    "led_by": {"fr": "Menée par", "en": "Led by"},
    "paid_by": {"fr": "Payée par", "en": "Paid by"},
    "analysed_by": {"fr": "Analysée par", "en": "Analysed by"},
    "dates": {"fr": "Réponses", "en": "Answers"},
    "dates_span": {"fr": "du {first} au {last}", "en": "from {first} to {last}"},
    "dates_day": {"fr": "le {first}", "en": "on {first}"},
    "tested": {"fr": "Prototype testé", "en": "Prototype tested"},
    "zone": {"fr": "Jours comptés à l’heure de", "en": "Days counted in the time zone"},
    "plan_locked": {"fr": "Plan verrouillé", "en": "Plan locked"},
    "not_locked": {"fr": "plan non verrouillé", "en": "plan not locked"},
    "not_declared": {"fr": "non déclaré", "en": "not declared"},
    "digests": {"fr": "Empreintes", "en": "Digests"},
    "digests_value": {
        "fr": "plan {plan} · données {data}",
        "en": "plan {plan} · data {data}",
    },
    # Chapters.
    "chapter_origin": {"fr": "De l’idée au test", "en": "From the idea to the test"},
    "chapter_plan": {"fr": "Le plan, et ce qui s’en écarte", "en": "The plan, and what departed from it"},
    "chapter_participants": {"fr": "Qui a pris part", "en": "Who took part"},
    "chapter_outcomes": {"fr": "Tous les résultats prévus", "en": "All planned outcomes"},
    "chapter_progress": {"fr": "Prototypes, tests et délais", "en": "Prototypes, tests and lead times"},
    "chapter_economics": {"fr": "Économie : qui paie, ce que cela vaut", "en": "Economics: who pays, what it is worth"},
    "chapter_checklists": {"fr": "Liste de vérification des rapports", "en": "Reporting checklist"},
    "chapter_environment": {"fr": "Environnement", "en": "Environment"},
    "chapter_harms": {"fr": "Effets indésirables", "en": "Harms and unwanted effects"},
    "chapter_voices": {"fr": "Paroles et décisions", "en": "Voices and decisions"},
    "chapter_gaps": {
        "fr": "Ce qui n’a pas été recueilli",
        "en": "What was not collected",
    },
    "chapter_limits": {
        "fr": "Limites, et ce qui renforcerait la preuve",
        "en": "Limits, and what would strengthen the evidence",
    },
    "chapter_methods": {"fr": "Estimateurs, réglages et hypothèses", "en": "Estimators, settings and assumptions"},
    "chapter_codebook": {"fr": "Questions, codes et absences", "en": "Questions, codes and non-answers"},
    "chapter_again": {"fr": "Refaire les calculs", "en": "Doing the computations again"},
    "chapter_annex": {"fr": "Annexe de vérification", "en": "Verification annex"},
    "origin_lead": {
        "fr": "Chaque étape a été enregistrée à sa date. Le chemin se lit de haut en bas.",
        "en": "Each step was recorded on its date. The way reads from top to bottom.",
    },
    "no_trace": {
        "fr": "Aucune étape avant le test n’a été enregistrée dans la plateforme.",
        "en": "No step before the test was recorded in the platform.",
    },
    "caption": {"fr": "Figure {figure}. {title}.", "en": "Figure {figure}. {title}."},
    "table_caption": {"fr": "Tableau {id}. {title}.", "en": "Table {id}. {title}."},
    "table_part": {
        "fr": "Tableau {id}. {title} ({part} sur {parts}).",
        "en": "Table {id}. {title} ({part} of {parts}).",
    },
    # The plan.
    "question": {"fr": "Question", "en": "Question"},
    "design": {"fr": "Conception", "en": "Design"},
    "arms": {"fr": "Groupes", "en": "Arms"},
    "waves": {"fr": "Vagues", "en": "Waves"},
    "planned_n": {"fr": "Participants prévus", "en": "Participants planned"},
    "confidence": {"fr": "Intervalles", "en": "Intervals"},
    "confidence_value": {
        "fr": "à {share} de confiance",
        "en": "at {share} confidence",
    },
    "plan_digest": {"fr": "Empreinte du plan", "en": "Plan digest"},
    "plan_outcomes": {
        "fr": "Résultats prévus avant la première réponse",
        "en": "Outcomes planned before the first answer",
    },
    "column_outcome": {"fr": "Résultat", "en": "Outcome"},
    "column_dimension": {"fr": "Dimension", "en": "Dimension"},
    "column_role": {"fr": "Rôle", "en": "Role"},
    "column_better": {"fr": "Mieux si", "en": "Better if"},
    "column_threshold": {"fr": "Seuil", "en": "Threshold"},
    "higher": {"fr": "plus haut", "en": "higher"},
    "lower": {"fr": "plus bas", "en": "lower"},
    "deviations": {"fr": "Écarts au plan", "en": "Deviations from the plan"},
    "column_date": {"fr": "Date", "en": "Date"},
    "column_what": {"fr": "Ce qui a changé", "en": "What changed"},
    "column_why": {"fr": "Pourquoi", "en": "Why"},
    # Who took part.
    "no_flow": {
        "fr": "Le parcours des participants n’a pas été recueilli.",
        "en": "The flow of participants was not collected.",
    },
    "participants_lead": {
        "fr": "{allocated} personnes inscrites. À la dernière vague ({wave}), {answered} ont répondu, soit {share}.",
        "en": "{allocated} people enrolled. At the last wave ({wave}), {answered} answered, that is {share}.",
    },
    "attrition_difference": {
        "fr": "L’écart de pertes entre les groupes atteint au plus {points}.",
        "en": "The gap in losses between arms is at most {points}.",
    },
    "helix_of_sessions": {
        "fr": "L’étude n’a pas demandé à quel titre chacun prend part. "
        "Pour les séances du projet, voir ses indicateurs.",
        "en": "The study did not ask in what capacity people take part. "
        "For the project’s sessions, see its indicators.",
    },
    "helix_missing": {
        "fr": "L’équilibre entre habitants, chercheurs, entreprises et pouvoirs publics n’a pas été recueilli.",
        "en": "The balance between residents, researchers, companies and public bodies was not collected.",
    },
    # Outcomes.
    "outcomes_lead": {
        "fr": "Tous les résultats du plan figurent ici, dans l’ordre du plan, qu’ils soient favorables ou non.",
        "en": "Every outcome of the plan stands here, in the plan’s order, favourable or not.",
    },
    "outcomes_harms": {
        "fr": "Ceux qui comptent un effet indésirable sont détaillés au chapitre des effets indésirables.",
        "en": "Those that count an unwanted effect are told in the chapter on harms.",
    },
    "basis": {
        "fr": "{n} participants{arms} ; {missing} sans réponse à cette mesure. {method}. Classe {class_}. "
        "Figure {figure}.",
        "en": "{n} participants{arms}; {missing} without an answer to this measure. {method}. Class {class_}. "
        "Figure {figure}.",
    },
    "basis_series": {
        "fr": "{n} périodes mesurées ; {missing} sans mesure. {method}. Classe {class_}. Figure {figure}.",
        "en": "{n} periods measured; {missing} without a measurement. {method}. Class {class_}. Figure {figure}.",
    },
    "p_value": {"fr": "p {p}", "en": "p {p}"},
    "p_adjusted": {
        "fr": "p {p}, ajusté pour le nombre de résultats : p {adjusted}",
        "en": "p {p}, adjusted for the number of outcomes: p {adjusted}",
    },
    "interval": {"fr": "Intervalle à {share} : {interval}.", "en": "{share} interval: {interval}."},
    "reliability": {"fr": "Fidélité des échelles", "en": "Reliability of the scales"},
    "reliability_sentence": {
        "fr": "{scale}, {wave} : alpha de Cronbach {alpha} ({between}), {items} questions, n = {n}. Figure {figure}.",
        "en": "{scale}, {wave}: Cronbach’s alpha {alpha} ({between}), {items} items, n = {n}. Figure {figure}.",
    },
    "reliability_none": {
        "fr": "{scale}, {wave} : fidélité non calculable, n = {n}. Figure {figure}.",
        "en": "{scale}, {wave}: reliability could not be computed, n = {n}. Figure {figure}.",
    },
    "between": {"fr": "entre {low} et {high}", "en": "between {low} and {high}"},
    # What was not collected.
    "progress_lead": {
        "fr": "Compté sur tout le projet, le {date}. Ce qui attend encore n’est jamais retiré des délais. Chaque cas, "
        "compté ou non, est dans la pièce jointe indicators.csv avec sa raison.",
        "en": "Counted over the whole project, on {date}. What still waits is never dropped from the lead times. Each "
        "case, counted or left out, is in the attachment indicators.csv with its reason.",
    },
    "progress_candidates": {
        "fr": "« À faire valoir » : la plateforme documente ces cas ; les autres conditions du code restent à montrer "
        "au programme. Les règles de comptage sont dans la documentation, version par version.",
        "en": "“To put forward”: the platform documents these cases; the other conditions of the code are still to be "
        "shown to the programme. The counting rules are in the documentation, version by version.",
    },
    "progress_indicator": {"fr": "Indicateur", "en": "Indicator"},
    "progress_value": {"fr": "Valeur", "en": "Value"},
    "progress_left_out": {"fr": "Cas non comptés", "en": "Cases left out"},
    "progress_without": {"fr": "{reason} : {titles}.", "en": "{reason}: {titles}."},
    "progress_but": {"fr": "{title} (cas non comptés : {count})", "en": "{title} (cases left out: {count})"},
    "gaps_lead": {
        "fr": "Un lecteur les attend et cette étude ne les a pas recueillis, ce qui ne veut pas dire zéro : {items}.",
        "en": "A reader expects these and this study did not collect them, which does not mean zero: {items}.",
    },
    "gap_usage": {"fr": "usage réel du prototype, délais", "en": "actual use of the prototype, lead times"},
    "gap_use": {"fr": "usage réel du prototype", "en": "actual use of the prototype"},
    "gap_costs": {"fr": "lignes de coût et année des prix", "en": "cost lines and price year"},
    "gap_environment": {"fr": "activités et facteurs d’émission", "en": "activities and emission factors"},
    "gap_voices": {"fr": "paroles de participants, désaccords compris", "en": "participants’ words, dissent included"},
    "gap_missing": {"fr": "personnes que l’étude n’a pas atteintes", "en": "people the study did not reach"},
    # Limits.
    "limit_scope": {
        "fr": "Le résultat vaut pour ces participants, ce prototype et cette période. Il ne se transpose pas "
        "tout seul.",
        "en": "The result holds for these participants, this prototype and this period. It does not transfer "
        "by itself.",
    },
    "limit_single": {
        "fr": "Un seul test. Une répétition par une autre équipe pourrait donner un autre résultat.",
        "en": "A single test. A repetition by another team could give another result.",
    },
    "limit_null": {
        "fr": "Un résultat sans différence claire : une petite différence a pu échapper au test.",
        "en": "One outcome without a clear difference: a small one may have escaped the test.",
    },
    "limit_nulls": {
        "fr": "{count} résultats sans différence claire : une petite différence a pu échapper au test.",
        "en": "{count} outcomes without a clear difference: a small one may have escaped the test.",
    },
    "limit_class_c": {
        "fr": "Recalculer {figures} demande les lignes gardées par le laboratoire.",
        "en": "Recomputing {figures} needs the rows kept by the laboratory.",
    },
    "limit_not_said": {
        "fr": "{figures} : le résultat n’est pas donné, il désignerait quelqu’un. Le laboratoire garde le tableau.",
        "en": "{figures}: the result is not given, it would point at someone. The laboratory keeps the table.",
    },
    "raise": {"fr": "Ce qui renforcerait la preuve", "en": "What would strengthen the evidence"},
    "raise_lowered": {
        "fr": "Lever la raison de l’abaissement : {reason}.",
        "en": "Remove the reason for lowering: {reason}.",
    },
    "raise_says": {
        "fr": "Mesurer les mêmes personnes avant le test.",
        "en": "Measure the same people before the test.",
    },
    "raise_followed": {
        "fr": "Ajouter un groupe de comparaison, mesuré aux mêmes dates.",
        "en": "Add a comparison group, measured on the same dates.",
    },
    "raise_suggests": {
        "fr": "Tirer les groupes au sort.",
        "en": "Allocate the arms at random.",
    },
    "raise_caused": {
        "fr": "Refaire le test ailleurs, avec d’autres équipes, et mesurer les effets indésirables.",
        "en": "Repeat the test elsewhere, with other teams, and measure harms.",
    },
    # The annex.
    "annex_lead": {
        "fr": "Ce fichier contient tout ce qu’il faut pour refaire ses calculs : les tableaux y sont joints.",
        "en": "This file holds all that is needed to redo its computations: the tables are attached to it.",
    },
    "annex_how": {
        "fr": "Pour vérifier : déposez ce PDF sur la page « Vérifier un rapport » d’une installation de la plateforme, "
        "ou lancez « python3 lab.py verify rapport.pdf ». Chaque figure est recalculée sans serveur ni "
        "base de données.",
        "en": "To verify: drop this PDF on the “Verify a report” page of any installation of the platform, "
        "or run “python3 lab.py verify report.pdf”. Every figure is recomputed without server or database.",
    },
    "annex_limits": {
        "fr": "La vérification prouve que les pages suivent des tableaux joints. Elle ne prouve pas que les tableaux "
        "sont ceux du laboratoire : comparez l’empreinte complète avec celle qu’il publie.",
        "en": "Verification proves that the pages follow from the attached tables. It does not prove that the tables "
        "are the laboratory’s own: compare the full digest with the one it publishes.",
    },
    "annex_classes": {
        "fr": "Classe A : recalcul exact à partir des effectifs. B : recalcul exact à partir des sommes publiées. "
        "C : le recalcul demande les lignes du laboratoire ; seule leur empreinte est jointe.",
        "en": "Class A: recomputed exactly from counts. B: recomputed exactly from published sums. "
        "C: recomputing needs the laboratory’s rows; only their digest is attached.",
    },
    "register": {"fr": "Registre des figures", "en": "Register of figures"},
    "column_figure": {"fr": "Figure", "en": "Figure"},
    "column_method": {"fr": "Méthode", "en": "Method"},
    "column_class": {"fr": "Classe", "en": "Class"},
    "column_table": {"fr": "Tableau", "en": "Table"},
    "column_digest": {"fr": "Empreinte du tableau", "en": "Table digest"},
    "method_waits": {"fr": "Kaplan-Meier, intervalle log(−log)", "en": "Kaplan-Meier, log(−log) interval"},
    "method_counts": {"fr": "effectifs", "en": "counts"},
    "method_alpha": {"fr": "alpha de Cronbach, intervalle de Feldt", "en": "Cronbach’s alpha, Feldt interval"},
    "twins": {"fr": "Les figures en tableaux", "en": "The figures as tables"},
    "evidence_tables": {"fr": "Tableaux de preuve", "en": "Evidence tables"},
    "rows_kept": {
        "fr": "Lignes gardées par le laboratoire. Empreinte : {digest}",
        "en": "Rows kept by the laboratory. Digest: {digest}",
    },
    "table_digest": {
        "fr": "Classe {class_}. Empreinte du tableau : {digest}",
        "en": "Class {class_}. Table digest: {digest}",
    },
    "conventions": {"fr": "Conventions déclarées", "en": "Declared conventions"},
    "column_convention": {"fr": "Convention", "en": "Convention"},
    "column_value": {"fr": "Valeur", "en": "Value"},
    "column_unit": {"fr": "Unité", "en": "Unit"},
    "column_reason": {"fr": "Raison", "en": "Reason"},
    "all_digests": {"fr": "Empreintes complètes (SHA-256)", "en": "Full digests (SHA-256)"},
    "digest_evidence": {"fr": "Preuve", "en": "Evidence"},
    "digest_plan": {"fr": "Plan", "en": "Plan"},
    "digest_data": {"fr": "Données", "en": "Data"},
    "digest_questionnaire": {"fr": "Questionnaire", "en": "Questionnaire"},
    "digest_consent": {"fr": "Consentement", "en": "Consent"},
    "digest_code": {"fr": "Version du calcul", "en": "Code version"},
    "sources": {"fr": "Sources", "en": "Sources"},
    **ANONYMOUS,
}


def words(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in. French spaces before : ; ! ? and inside « » never break."""
    text = WORDING[key][language]
    return (unbroken(text) if language == "fr" else text).format(**values)


def unbroken(text: str) -> str:
    """French typography: the space before a high sign and inside guillemets does not break."""
    for sign in ":;!?»%":
        text = text.replace(f" {sign}", f"\u00a0{sign}").replace(f"\u202f{sign}", f"\u00a0{sign}")
    return text.replace("« ", "«\u00a0")
