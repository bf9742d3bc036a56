"""What stands in the log alone, in words: set-up, accounts, exports, erasures."""

from facilitator.errors import N_, NN_

MESSAGES: dict[str, str | tuple[str, str]] = {
    "act.undone": N_("An act was undone: the one with the number %(act)d in this log."),
    "workshop.made": N_("The workshop was made."),
    "workshop.copied": N_("The workshop was made as a copy of another."),
    "setup.saved": N_("The set-up was changed: %(section)s"),
    "axis.added": N_("This axis was added: %(axis)s"),
    "axis.changed": N_("This axis was changed: %(axis)s"),
    "axis.placed": N_("This axis was moved in the list: %(axis)s"),
    "step.added": N_("This was added to the agenda: %(step)s"),
    "step.changed": N_("This was changed in the agenda: %(step)s"),
    "step.placed": N_("This was moved in the agenda: %(step)s"),
    "presence.added": N_("People present were added to the list."),
    "presence.changed": N_("The list of people present was changed."),
    "presence.removed": N_("People present were taken out of the list."),
    "followup.added": N_("Something that follows the workshop was added."),
    "followup.changed": N_("Something that follows the workshop was changed."),
    "followup.removed": N_("Something that follows the workshop was taken out."),
    "member.added": N_("The workshop was shared with %(name)s."),
    "member.removed": N_("The workshop is no longer shared with %(name)s."),
    "vote.prepared": N_("The settings of vote %(vote)d were changed."),
    "costs.saved": N_("The costs of proposals were changed."),
    "kiosk.ended": N_("The passing on of a tablet was ended."),
    "robots.let_in": NN_(
        "%(num)d robot was let into the rehearsal.",
        "%(num)d robots were let into the rehearsal.",
    ),
    "robots.sent_away": N_("The robots were sent away."),
    "log.exported": N_("This log was downloaded."),
    "database.restored": N_(
        "An earlier copy of the database was put in place: what was done after it is "
        "not in this log."
    ),
    "person.erased": N_("What was kept about a person was erased, on their request."),
    "purge.announced": N_("It was announced that personal data will be erased."),
    "workshop.purged": NN_(
        "Personal data was erased, and the words of %(num)d act of this log.",
        "Personal data was erased, and the words of %(num)d acts of this log.",
    ),
    "account.made": N_("This account was made."),
    "account.made_for_admin": N_("This account was made, and may invite others."),
    "invitation.made": N_("An invitation was made."),
    "invitation.made_for_admin": N_(
        "An invitation was made for somebody who may invite others."
    ),
    "invitation.withdrawn": N_("A link that nobody had used was withdrawn."),
    "account.closed": N_("The account of %(name)s was closed."),
    "account.reopened": N_("The account of %(name)s was opened again."),
    "account.erased": N_(
        "The name of a closed account was erased, and is no longer in this log."
    ),
    "link.made": N_("A link to a new password was made for %(name)s."),
    "link.used": N_("A link to a new password was used."),
    "password.changed": N_("The password was changed."),
    "profile.saved": N_("The name or the language of the account was changed."),
    "browser.signed_in": N_("A browser was signed in."),
    "browser.signed_out": N_("A browser was signed out."),
    "browsers.others_signed_out": N_(
        "The other browsers of the account were signed out."
    ),
    "person.signed_out": N_("Every browser of %(name)s was signed out."),
    "browsers.signed_out": N_("Every browser of the account was signed out."),
}
SECTIONS = {
    "about": N_("About the workshop"),
    "languages": N_("Languages"),
    "wifi": N_("The room’s Wi-Fi"),
    "mandate": N_("What the vote decides"),
    "review": N_("Proposals"),
    "notice": N_("Personal data"),
    "partners": N_("Partners"),
    "census": N_("The town in figures"),
    "closing": N_("For the report"),
}
