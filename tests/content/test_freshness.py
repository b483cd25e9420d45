"""What nobody clinical has read, and what is due to be read again, is told with its cure."""

from datetime import date

from bot.content.freshness import freshness, warnings
from bot.core.model import Review, Topic
from bot.core.own_words import OverlaidTopic, OwnWords, Signature
from tests.telegram.content import COST, NERVE, OINTMENT, SPORT, SWELLING

TODAY = date(2026, 6, 1)
READ = Review(by="Dr Rose", on=date(2025, 1, 1), due=TODAY)


def due(topic: Topic, day: date) -> Topic:
    """Return the topic, read by somebody and due on a day."""
    return topic.model_copy(update={"review": READ.model_copy(update={"due": day})})


def test_every_topic_is_counted_by_its_review() -> None:
    """What nobody has read, what is due and what is long overdue are told apart."""
    late, later = due(COST, date(2026, 5, 31)), due(NERVE, date(2026, 1, 1))

    fresh = freshness([due(SWELLING, TODAY), OINTMENT, late, later], TODAY)

    assert (fresh.unreviewed, fresh.due, fresh.overdue) == ((OINTMENT,), (late,), (later,))


def test_each_warning_says_what_to_do() -> None:
    """Unreviewed topics share one line; those that are due are named, with what patients read meanwhile."""
    topics = [OINTMENT, SPORT, due(COST, date(2026, 5, 31)), due(NERVE, date(2026, 1, 1))]
    topics.append(due(SWELLING, date(2026, 1, 1)))

    assert [*warnings(freshness(topics, TODAY))] == [
        (
            "2 of 5 topics are not yet reviewed by a clinician; "
            "have one read them and sign the review block of each"
        ),
        "cost: the review was due on 2026-05-31; have a clinician read it again",
        (
            "nerve: the review was due on 2026-01-01, so patients read that it is being reviewed; "
            "have a clinician read it again"
        ),
        (
            "swelling: the review was due on 2026-01-01, so patients read that its check is due; "
            "have a clinician read it again"
        ),
    ]


def test_a_signature_of_a_day_to_come_is_told() -> None:
    """A topic, or a clinic's words, signed on a day to come is named; tomorrow may be today elsewhere."""
    read = READ.model_copy(update={"on": date(2026, 6, 3), "due": date(2027, 1, 1)})
    own = OwnWords(says="Rose says:", signed=Signature(by="Dr Rose", on=date(2027, 6, 1)))
    overlaid = OverlaidTopic.model_validate({**dict(due(NERVE, TODAY)), "own": own})
    tomorrow = READ.model_copy(update={"on": date(2026, 6, 2), "due": date(2027, 1, 1)})
    topics = [COST.model_copy(update={"review": review}) for review in (read, tomorrow)]

    assert [*warnings(freshness([*topics, overlaid], TODAY))] == [
        "cost: it is signed on 2026-06-03, a day that is still to come; correct it: year, month, day",
        "nerve: it is signed on 2027-06-01, a day that is still to come; correct it: year, month, day",
    ]


def test_fresh_content_warns_of_nothing() -> None:
    """A base that is reviewed and in time is silent."""
    assert [*warnings(freshness([due(COST, TODAY)], TODAY))] == []
