"""What is said around a conversation between a patient and the clinic's staff, on both sides."""

from bot.core.model import Label, Line, Value


class HandingOverPhrases(Value):
    """What a patient reads before anything goes to the staff, and about what became of it."""

    ask: Line
    """The button that begins it; it may name the clinic, whose name alone may fill a label."""
    type_it: Line
    """Said when there are no words yet that could be sent."""
    preview: Line
    """Stands above the words that are going to be sent."""
    preview_picture: Line
    """Asks whether to show a picture, a recording or a file."""
    album: Line
    """Said beside that of pictures which were sent together."""
    nothing_else: Line
    """Says that neither name nor number is sent along."""
    readers: Label
    """Stands before who reads it."""
    readers_unnamed: Line
    """Said when the clinic does not tell who reads it."""
    answers_within: Label
    """Stands before how soon somebody answers."""
    answers_some_time: Line
    """Said when the clinic does not tell how soon."""
    hours: Label
    """Stands before the opening hours."""
    closed_now: Label
    opens_next: Label
    """Stands before the time at which the clinic opens."""
    do_not_wait: Line
    send: Label
    other_words: Label
    do_not_send: Label
    going: Line
    """Stands above the words once they are on their way."""
    going_picture: Line
    sent: Line
    """Said once it has arrived."""
    not_sent: Line
    """Said once it is certain that it never arrives."""
    call: Label
    """Stands before the ways to reach the clinic otherwise."""
    kept: Label
    """Said when the patient sends nothing."""
    too_long: Line
    too_often: Line
    impossible_now: Line
    """Said while nothing can be stored."""
    only_words: Line
    """Said of what cannot be passed on, a place on the map for instance."""


class ConversationPhrases(Value):
    """What a patient reads while a conversation is open, and at its end."""

    from_staff: Line
    """Stands above the words of a person."""
    changed: Line
    """Said after a person has corrected what they wrote."""
    passed_on: Label
    not_passed_on: Line
    end: Label
    """The button that ends it, on both sides."""
    ended_here: Line
    """Said when the patient has ended it."""
    ended_there: Line
    """Said when the staff have ended it."""
    nobody_answered: Line
    """Said when the staff have not answered in time."""
    fell_silent: Line
    """Said when nobody has written for long after an answer."""
    none_open: Line


class StaffPhrases(Value):
    """What the staff read in their own chat."""

    conversation: Label
    """Stands before the number of a conversation."""
    asks: Label
    """Stands above the first words of a patient."""
    writes: Label
    """Stands above further words."""
    shows: Label
    """Stands under a picture or a file, or before a recording."""
    urgent: Line
    """Stands above words with a red flag."""
    edited: Label
    """Stands above words that the patient has changed."""
    changed: Line
    """Said after that, as nobody is told of a change by Telegram."""
    how: Line
    """Said under the first words: how an answer gets to the patient."""
    delivered: Label
    corrected: Label
    shut: Line
    """Said when the patient has blocked the bot, or left Telegram."""
    no_member: Line
    """Said when whoever wrote is no member of the staff chat any more."""
    refused: Line
    """Said when Telegram refuses it for another reason."""
    alternatives: Line
    """Said after each of these: what else there is."""
    too_long: Line
    only_these: Line
    """Said of what cannot be passed on, a sticker for instance."""
    edit_kept: Line
    """Said when the change of a message is not passed on."""
    not_known: Line
    """Said when an answer belongs to no conversation that the bot knows."""
    hidden: Line
    """Said to whoever writes in the name of the group or of a channel."""
    forwarded: Line
    by_bot: Line
    """Said when a message was made by another bot."""
    elsewhere: Line
    """Said when a message answers one from another place."""
    unknown_verb: Line
    help: tuple[Line, ...]
    open: Label
    """Stands above the list of open conversations."""
    more_open: Label
    """Stands under a list that is too long to be shown whole."""
    since: Label
    """Stands before the time since which a conversation is open."""
    none_open: Line
    closed: Line
    """Said when somebody of the staff has ended a conversation."""
    closed_by_patient: Line
    closed_already: Line
    which: Line
    """Said when a verb needs a conversation, and stands in none."""
    waits: Line
    """Reminds the staff of a conversation without an answer."""
    timed_out: Line
    fell_silent: Line
    continues: Line
    """Said of each open conversation after the chat has got a new id."""


class DeskPhrases(Value):
    """Everything around a conversation with the staff."""

    handing_over: HandingOverPhrases
    conversation: ConversationPhrases
    staff: StaffPhrases
