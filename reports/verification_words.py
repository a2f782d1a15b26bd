"""What verification says, French and English on adjacent lines: what was found, never who did it."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

UNREADABLE: Mapping[str, Words] = {
    "not_found": {
        "fr": "Ce fichier ne peut pas être ouvert. Vérifiez son chemin.",
        "en": "This file cannot be opened. Check its path.",
    },
    "not_a_pdf": {
        "fr": "Ce fichier n’est pas un PDF. Choisissez le rapport tel que vous l’avez reçu.",
        "en": "This file is not a PDF. Choose the report as you received it.",
    },
    "damaged": {
        "fr": "Ce PDF est incomplet ou abîmé. Téléchargez-le de nouveau.",
        "en": "This PDF is incomplete or damaged. Download it again.",
    },
    "encrypted": {
        "fr": "Ce PDF est protégé par un mot de passe. Demandez le fichier d’origine.",
        "en": "This PDF is protected by a password. Ask for the original file.",
    },
    "rewritten": {
        "fr": "Ce PDF a été réenregistré par un autre programme. Demandez le fichier d’origine.",
        "en": "This PDF was saved again by another program. Ask for the original file.",
    },
    "too_large": {
        "fr": "Ce PDF est trop gros pour être un rapport. Choisissez le rapport tel que vous l’avez reçu.",
        "en": "This PDF is too large to be a report. Choose the report as you received it.",
    },
    "not_a_report": {
        "fr": "Ce PDF ne contient pas les pièces jointes d’un rapport, ni d’un compte rendu. Choisissez un document de "
        "la plateforme.",
        "en": "This PDF does not hold the attachments of a report, nor of minutes. Choose a document of the platform.",
    },
}

PROBLEMS: Mapping[str, Words] = {
    "attachment_missing": {
        "fr": "La pièce jointe {name} manque.",
        "en": "The attachment {name} is missing.",
    },
    "attachment_unknown": {
        "fr": "La pièce jointe {name} n’appartient pas à ce rapport.",
        "en": "The attachment {name} does not belong to this report.",
    },
    "attachment_changed": {
        "fr": "La pièce jointe {name} n’a pas le contenu attendu.",
        "en": "The attachment {name} does not have the expected content.",
    },
    "evidence_unreadable": {
        "fr": "La pièce jointe evidence.json ne peut pas être lue : aucune figure ne peut être recalculée.",
        "en": "The attachment evidence.json cannot be read: no figure can be recomputed.",
    },
    "minutes_unreadable": {
        "fr": "La pièce jointe minutes.json ne peut pas être lue : aucun résultat ne peut être recalculé.",
        "en": "The attachment minutes.json cannot be read: no result can be computed again.",
    },
    "counts_digest": {
        "fr": "Les comptes joints ne sont pas ceux qui ont été figés : leur empreinte est autre.",
        "en": "The counts attached are not those that were frozen: their digest is another.",
    },
    "result_digest": {
        "fr": "Le résultat joint n’est pas celui qui a été figé : son empreinte est autre.",
        "en": "The result attached is not the one that was frozen: its digest is another.",
    },
    "method_named_twice": {
        "fr": "La méthode ou les paramètres annoncés ne sont pas ceux du résultat.",
        "en": "The method or parameters named are not those of the result.",
    },
    "result_differs": {
        "fr": "Le recalcul à partir des comptes ne redonne pas le résultat. {detail}",
        "en": "Computing again from the counts does not give the result. {detail}",
    },
    "reading_differs": {
        "fr": "La lecture des votes dit ce que ni ses cases ni les comptes ne permettent. {detail}",
        "en": "The reading of the votes says what neither its cells nor the counts allow. {detail}",
    },
    "reason_changed": {
        "fr": "La raison donnée pour une convention n’est pas celle qui est déclarée. {detail}",
        "en": "The reason given for a convention is not the one declared. {detail}",
    },
    "cell_changed": {
        "fr": "{name}, ligne {row}, colonne {column} : « {found} » au lieu de « {expected} ».",
        "en": "{name}, row {row}, column {column}: “{found}” instead of “{expected}”.",
    },
    "table_digest": {
        "fr": "Le tableau {table} n’est pas celui dont l’estimation a été tirée.",
        "en": "Table {table} is not the one the estimate was drawn from.",
    },
    "recomputed_differs": {
        "fr": "Le recalcul ne redonne pas l’estimation publiée. {detail}",
        "en": "Recomputing does not give the published estimate again. {detail}",
    },
    "digest_not_printed": {
        "fr": "Page {page} : l’en-tête ne porte pas l’empreinte des données jointes, {digest}.",
        "en": "Page {page}: the running head does not carry the digest of the attached data, {digest}.",
    },
    "text_changed": {
        "fr": "Page {page} : on lit « {printed} » au lieu de « {expected} ».",
        "en": "Page {page}: it reads “{printed}” instead of “{expected}”.",
    },
    "text_added": {
        "fr": "Page {page} : un texte de trop, « {printed} ».",
        "en": "Page {page}: a text too many, “{printed}”.",
    },
    "alternative_changed": {
        "fr": "Le texte de remplacement d’une image ne dit pas ce que l’image montre.",
        "en": "The alternative text of a picture does not say what the picture shows.",
    },
    "title_changed": {
        "fr": "Le titre ou la langue du fichier ne sont pas ceux du rapport.",
        "en": "The title or language of the file are not those of the report.",
    },
    "addition": {
        "fr": "Le fichier contient un élément étranger à un rapport : {name}.",
        "en": "The file holds something foreign to a report: {name}.",
    },
    "manifest_changed": {
        "fr": "Le manifeste ne décrit pas ce rapport : {name}.",
        "en": "The manifest does not describe this report: {name}.",
    },
    "page_painted": {
        "fr": "Page {page} : le dessin n’est pas celui que donnent les données jointes.",
        "en": "Page {page}: the drawing is not the one the attached data give.",
    },
}

STATUSES: Mapping[str, Words] = {
    "holds": {
        "fr": "Figure {figure}, {title} : tient (classe {class_}).",
        "en": "Figure {figure}, {title}: holds (class {class_}).",
    },
    "digest_only": {
        "fr": "Figure {figure}, {title} : empreinte seule (classe {class_}). Le recalcul demande les lignes du "
        "laboratoire.",
        "en": "Figure {figure}, {title}: digest only (class {class_}). Recomputing needs the laboratory’s rows.",
    },
    "recomputed": {
        "fr": "Figure {figure}, {title} : recalculée à partir du tableau joint (classe {class_}).",
        "en": "Figure {figure}, {title}: recomputed from the attached table (class {class_}).",
    },
    "recomputed_to": {
        "fr": "Figure {figure}, {title} : recalculée à partir du tableau joint (classe {class_} ; {value}). "
        "À comparer avec la page.",
        "en": "Figure {figure}, {title}: recomputed from the attached table (class {class_}; {value}). To compare "
        "with the page.",
    },
    "differs": {
        "fr": "Figure {figure}, {title} : NE TIENT PAS.",
        "en": "Figure {figure}, {title}: DOES NOT HOLD.",
    },
}

SUMMARY: Mapping[str, Words] = {
    "holds": {
        "fr": "Tout ce qui est imprimé suit des tableaux joints.",
        "en": "All that is printed follows from the attached tables.",
    },
    "differs": {
        "fr": "Ce document ne tient pas. Écarts trouvés : {count}.",
        "en": "This document does not hold. Differences found: {count}.",
    },
    "strange": {
        "fr": "Page {page} : le nombre {number} n’est pas de ceux que cette édition imprime. Regardez-le d’abord.",
        "en": "Page {page}: the number {number} is not among those this edition prints. Look at it first.",
    },
    "other_edition": {
        "fr": "Les tableaux joints redonnent chaque chiffre. Les phrases et les dessins, eux, n’ont pas pu être "
        "comparés : ce document dit venir d’une autre édition de la plateforme ({edition}). Comparez les chiffres "
        "ci-dessus avec les pages, ou vérifiez le document auprès du laboratoire qui l’a publié.",
        "en": "The attached tables give every number again. The sentences and drawings could not be compared: this "
        "document says it comes from another edition of the platform ({edition}). Compare the numbers above with the "
        "pages, or verify the document with the laboratory that published it.",
    },
    "other_computations": {
        "fr": "Ce document dit venir de la version {version} des calculs, qui n’est pas celle d’ici. Un nombre peut "
        "différer pour cette seule raison : vérifiez-le auprès du laboratoire qui l’a publié, ou avec l’édition de la "
        "plateforme qui l’a fait.",
        "en": "This document says it comes from version {version} of the computations, which is not the one here. A "
        "number may differ for that reason alone: verify it with the laboratory that published it, or with the edition "
        "of the platform that made it.",
    },
    "words_of_the_team": {
        "fr": "Encadrés de l’équipe : {count}. Leurs mots sont ceux qui sont joints ; ils ne sont pas calculés, et "
        "leurs nombres ne sont pas vérifiés.",
        "en": "Boxes of the team: {count}. Their words are those attached; they are not computed, and their numbers "
        "are not verified.",
    },
    "digest": {
        "fr": "Empreinte de la preuve, à comparer avec celle que publie le laboratoire : {digest}",
        "en": "Digest of the evidence, to compare with the one the laboratory publishes: {digest}",
    },
    "drawn": {
        "fr": "Les pages ont été dessinées de nouveau et comparées octet par octet.",
        "en": "The pages were drawn again and compared byte by byte.",
    },
    "not_drawn": {
        "fr": "Les mots ont été comparés. Les dessins ne l’ont pas été : ce rapport vient d’une autre version "
        "du moteur de pages.",
        "en": "The words were compared. The drawings were not: this report comes from another version of the "
        "page engine.",
    },
    "more": {
        "fr": "… et d’autres écarts : {count}.",
        "en": "… and more differences: {count}.",
    },
}
