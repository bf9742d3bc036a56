"""The documents' words in French: two forms where something is counted."""

FRENCH: dict[str, str | tuple[str, ...]] = {
    "This is a rehearsal: robots took part, and nothing was decided.": (
        "Ceci est une répétition : des robots y ont pris part et rien n’a été décidé."
    ),
    "This is an invented example: its people and figures are not real.": (
        "Ceci est un exemple inventé : les personnes et les chiffres sont fictifs."
    ),
    "the full date was not recorded": "date complète non consignée",
    "from %(start)s": "à partir de %(start)s",
    "%(start)s to %(end)s": "de %(start)s à %(end)s",
    "About this document": "À propos de ce document",
    "The same facts are attached to this file as data (outcome.json).": (
        "Les mêmes faits sont joints à ce fichier sous forme de données (outcome.json)."
    ),
    "A fact that nobody recorded is printed as “Not recorded”.": (
        "Un fait que personne n’a consigné porte la mention « Non consigné »."
    ),
    "Each proposal stands as it was written; where a translation comes first, "
    "the original follows it.": (
        "Chaque proposition figure telle qu’elle a été écrite ; quand une traduction "
        "vient d’abord, l’original la suit."
    ),
    "Agenda": "Ordre du jour",
    "Axes": "Axes",
    "Axis": "Axe",
    "Axis number": "Numéro de l’axe",
    "Objectives of the axis": "Objectifs de l’axe",
    "Ballots": "Bulletins",
    "Blank ballots": "Bulletins blancs",
    "People who joined with a phone": "Personnes connectées par téléphone",
    "Category": "Catégorie",
    "Choices": "Nombre de choix",
    "Closed": "Clôture du vote",
    "Seal of the ballots (SHA-256)": "Sceau des bulletins (SHA-256)",
    "Closing words": "Mot de clôture",
    "This vote is consultative: it advises the council and does not bind it.": (
        "Ce vote est consultatif : il éclaire le conseil sans l’engager."
    ),
    "Contents": "Sommaire",
    "The workshop": "L’atelier",
    "Date": "Date",
    "Due": "Échéance",
    "Planned time": "Durée prévue",
    "What the vote decides, and what it does not": (
        "Ce que le vote décide et ce qu’il ne décide pas"
    ),
    "First in the vote": "En tête du vote",
    "Document made": "Document établi",
    "The seals were published when the vote opened and closed. Whoever "
    "recounts the ballots can check that nothing changed since.": (
        "Les sceaux ont été publiés à l’ouverture et à la clôture du vote. "
        "Quiconque recompte les bulletins peut vérifier que rien n’a changé depuis."
    ),
    "Language": "Langue",
    "Led by": "Conduit par",
    "Merged into": "Fusionnée avec la proposition n°",
    "Method": "Méthode",
    "How the result was made": "Comment le résultat a été établi",
    "Next steps": "Suites",
    "Proposals without an axis": "Propositions hors axe",
    "No ties": "Aucune égalité",
    "Not recorded": "Non consigné",
    "No.": "N°",
    "Number": "Numéro",
    "Objectives": "Objectifs",
    "Opened": "Ouverture du vote",
    "Seal of the opening (SHA-256)": "Sceau de l’ouverture (SHA-256)",
    "Organiser": "Organisateur",
    "Page %(page)s of %(total)s": "Page %(page)s sur %(total)s",
    "Participants": "Participants et participantes",
    "Partners": "Partenaires",
    "People": "Personnes",
    "Place": "Lieu",
    "People in the room": "Personnes dans la salle",
    "Proposal": "Proposition",
    "Proposals": "Propositions",
    "Proposals by axis": "Propositions par axe",
    "Rank": "Rang",
    "Workshop report": "Rapport de l’atelier",
    "Results": "Résultats",
    "Rule": "Règle",
    "Put to the vote": "Mis aux voix",
    "Status": "État",
    "Step": "Étape",
    "Summary": "Synthèse",
    "tied": "à égalité",
    "Ties, by proposal number": "Égalités (numéros des propositions)",
    "Time": "Horaire",
    "Valid voting codes": "Codes de vote valides",
    "Vote": "Vote",
    "Votes held": "Votes tenus",
    "Votes": "Voix",
    "Workshop code": "Code de l’atelier",
    "%(num)s proposal": ("%(num)s proposition", "%(num)s propositions"),
    "%(num)s vote": ("%(num)s voix", "%(num)s voix"),
    "%(num)s minute": ("%(num)s minute", "%(num)s minutes"),
    "Counted on %(num)s ballot, blank ones included.": (
        "Compté sur %(num)s bulletin, blancs compris.",
        "Compté sur %(num)s bulletins, blancs compris.",
    ),
    "Each ballot could name %(num)s proposal.": (
        "Chaque bulletin pouvait nommer %(num)s proposition.",
        "Chaque bulletin pouvait nommer jusqu’à %(num)s propositions.",
    ),
    "Shown to the room": "Montrée à la salle",
    "Merged": "Fusionnée",
    "Ranked": "Classée",
    "Kept": "Retenue",
    "Out of remit": "Hors compétence",
    "Deferred": "Différée",
    "Not kept": "Non retenue",
    "in the morning": "le matin",
    "in the afternoon": "l’après-midi",
    "in the evening": "le soir",
    "Amazigh": "amazighe",
    "Title as written": "Titre tel qu’écrit",
    "Title translated": "Titre traduit",
    "Description": "Description",
    "The workshop was not over when this document was made: facts may still change.": (
        "L’atelier n’était pas terminé quand ce document a été établi : "
        "des faits peuvent encore changer."
    ),
    "This vote is not closed yet: nothing of its result can be seen.": (
        "Ce vote n’est pas encore clos : rien de son résultat ne peut être vu."
    ),
    "This file does not meet the standards for accessible and archived documents "
    "(PDF/UA, PDF/A): one of its texts could not be set as they ask.": (
        "Ce fichier ne respecte pas les normes des documents accessibles et "
        "archivés (PDF/UA, PDF/A) : un de ses textes n’a pas pu être composé comme "
        "elles le demandent."
    ),
    "Workshop without a title": ("Atelier sans titre"),
    "The proposals of all axes": ("Les propositions de tous les axes"),
    "by phone: %(phone)s, at a table: %(table)s, on paper: %(paper)s": (
        "par téléphone : %(phone)s, à une table : %(table)s, sur papier : %(paper)s"
    ),
    "None": ("Aucune"),
    "until %(end)s": ("jusqu’à %(end)s"),
    "Acts of the facilitators": ("Actes de l’équipe d’animation"),
    "Of these, undone": ("Dont annulés"),
    "How ballots came in": ("Voie des bulletins"),
    "What the facilitators did": ("Ce qu’a fait l’équipe d’animation"),
    "Proposals that were not approved": ("Propositions non validées"),
    "Proposals that the facilitators took out": (
        "Propositions retirées par l’animation"
    ),
    "People invited": ("Personnes invitées"),
    "Proposals merged into others": ("Propositions fusionnées avec d’autres"),
    "Times the vote was reopened": ("Réouvertures du vote"),
}
