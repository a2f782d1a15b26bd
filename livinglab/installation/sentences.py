"""What the command line says, in French and English side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]
Words: TypeAlias = Mapping[Language, str]
LANGUAGE_VARIABLE = "LIVINGLAB_LANGUAGE"

SENTENCES: dict[str, Words] = {
    "usage": {
        "fr": "Usage : python3 lab.py [--lang fr|en] COMMANDE …",
        "en": "Usage: python3 lab.py [--lang fr|en] COMMAND …",
    },
    "introduction": {
        "fr": "Une plateforme libre pour les laboratoires vivants, du besoin exprimé au rapport vérifiable.",
        "en": "A free platform for living labs, from a need voiced to a report anyone can check.",
    },
    "commands": {
        "fr": "Commandes :",
        "en": "Commands:",
    },
    "more": {
        "fr": "Pour un exemple : python3 lab.py COMMANDE --help",
        "en": "For an example: python3 lab.py COMMAND --help",
    },
    "example": {
        "fr": "Exemple : python3 lab.py {example}",
        "en": "Example: python3 lab.py {example}",
    },
    "unknown_command": {
        "fr": "La commande « {name} » n’existe pas ; choisissez parmi : {names}.",
        "en": "There is no command “{name}”; choose one of: {names}.",
    },
    "unknown_language": {
        "fr": "La langue « {name} » n’existe pas ; écrivez --lang fr ou --lang en.",
        "en": "There is no language “{name}”; write --lang fr or --lang en.",
    },
    "no_venv": {
        "fr": "Il manque à Python de quoi créer un environnement ; installez-le par « {remedy} », puis relancez.",
        "en": "Python lacks what creates an environment; install it with “{remedy}”, then run this again.",
    },
    "no_venv_elsewhere": {
        "fr": "Il manque à Python les modules venv et ensurepip ; installez un Python complet, puis relancez.",
        "en": "Python lacks the modules venv and ensurepip; install a complete Python, then run this again.",
    },
    "not_posix": {
        "fr": "Living lab fonctionne sous Linux et macOS ; sous Windows, lancez cette commande dans WSL.",
        "en": "Living lab runs on Linux and macOS; on Windows, run this command inside WSL.",
    },
    "part_missing": {
        "fr": "Il manque {what} ; installez-les par « {remedy} », puis relancez.",
        "en": "Missing: {what}; install them with “{remedy}”, then run this again.",
    },
    "part_wished": {
        "fr": "Sans {what}, {without} ; pour les ajouter : « {remedy} ».",
        "en": "Without {what}, {without}; to add them: “{remedy}”.",
    },
    "step_failed": {
        "fr": "« {label} » a échoué : lisez les dernières lignes ci-dessus, vérifiez l’accès au réseau, puis relancez.",
        "en": "“{label}” failed: read the last lines above, check the network, then run this again.",
    },
    "waiting": {
        "fr": "Une autre commande prépare déjà cette copie ; attente de la fin…",
        "en": "Another command is already setting this copy up; waiting for it to end…",
    },
    "preparing": {
        "fr": "Première préparation, une à trois minutes selon la machine et le réseau.",
        "en": "First set-up, one to three minutes depending on the machine and the network.",
    },
    "step_venv": {
        "fr": "Environnement Python",
        "en": "Python environment",
    },
    "step_uv": {
        "fr": "Installateur",
        "en": "Installer",
    },
    "step_libraries": {
        "fr": "Bibliothèques de {file}",
        "en": "Libraries of {file}",
    },
    "step_libraries_slowly": {
        "fr": "Bibliothèques de {file}, par pip",
        "en": "Libraries of {file}, with pip",
    },
    "step_engine": {
        "fr": "Moteur de formulaires d’ODK, par npm",
        "en": "ODK’s form engine, with npm",
    },
    "no_node": {
        "fr": "Sans Node.js, le moteur d’ODK n’est pas essayé ; installez Node.js 20 ou plus récent, puis relancez.",
        "en": "Without Node.js, ODK’s engine is not tried; install Node.js 20 or later, then run this again.",
    },
    "no_engine": {
        "fr": "Le moteur d’ODK n’a pas pu être installé par npm ni essayé ; vérifiez l’accès au réseau et, "
        "s’il est filtré, le certificat que npm accepte (NODE_EXTRA_CA_CERTS), puis lancez python3 lab.py test.",
        "en": "ODK’s engine could not be installed with npm nor tried; check the network and, where it is filtered, "
        "the certificate npm accepts (NODE_EXTRA_CA_CERTS), then run python3 lab.py test.",
    },
    "step_packages": {
        "fr": "Paquets du système : {packages}",
        "en": "System packages: {packages}",
    },
    "step_package_list": {
        "fr": "Liste des paquets du système",
        "en": "List of system packages",
    },
}


def language_of(environment: Mapping[str, str]) -> Language:
    """French when the user's settings say French, English otherwise."""
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return "fr" if environment[variable].lower().startswith("fr") else "en"
    return "en"


def language() -> Language:
    """The language of whoever runs the command."""
    return language_of(os.environ)


def speak(words: Words, **values: object) -> str:
    """The words in the language of whoever runs the command."""
    return words[language()].format(**values)


def say(key: str, **values: object) -> str:
    """The sentence of this table in the language of whoever runs the command."""
    return speak(SENTENCES[key], **values)
