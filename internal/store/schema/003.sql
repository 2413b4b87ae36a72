-- Schema 3: what a day needs is found by an index, however many cards there are.

-- States are made again from the log after this script.
DROP TABLE state;

-- A cache: what replaying the events gives, one row per learner and card.
CREATE TABLE state (
    learner     BLOB    NOT NULL REFERENCES learner,
    card        TEXT    NOT NULL,
    repetitions INTEGER NOT NULL,
    interval    INTEGER NOT NULL,           -- days
    ease        INTEGER NOT NULL,           -- hundredths
    lapses      INTEGER NOT NULL,
    reviews     INTEGER NOT NULL,           -- 0: a new card
    last        INTEGER NOT NULL,
    due         INTEGER NOT NULL,
    introduced  INTEGER NOT NULL,
    quality     INTEGER NOT NULL,           -- of the newest response
    drills      INTEGER NOT NULL,           -- on the day of the last review
    suspended   INTEGER NOT NULL,
    buried      INTEGER NOT NULL,           -- up to this day; 0: not
    stability   REAL    NOT NULL,           -- of the card's memory, days; 0: a new card
    difficulty  REAL    NOT NULL,           -- of it, 1 to 10
    newest      BLOB    NOT NULL,           -- the newest event about the card
    shuffle     INTEGER NOT NULL,           -- its place among those due on one day
    PRIMARY KEY (learner, card)
) STRICT, WITHOUT ROWID;

-- What is due next for a learner, in order; what was studied on a day; what is hidden.
-- The first holds all that its condition speaks of, so that the table is not looked into.
CREATE INDEX state_due    ON state (learner, due, shuffle, reviews, suspended) WHERE reviews > 0 AND suspended = 0;
CREATE INDEX state_last   ON state (learner, last)                             WHERE reviews > 0;
CREATE INDEX state_hidden ON state (learner, suspended, buried)                WHERE suspended = 1 OR buried > 0;

-- Cards that may be leeches: session.LeechLapses.
CREATE INDEX state_lapses ON state (learner, lapses) WHERE lapses >= 8;

-- Events that speak of others, which a replay must know before it begins.
CREATE INDEX event_ruling ON event (id) WHERE kind IN ('undo', 'overrule', 'move', 'weights', 'join');

-- Whether any learners are joined.
CREATE INDEX event_join ON event (learner) WHERE kind = 'join';

-- A card is found by one look into an index, which holds all that planning asks for.
DROP INDEX catalogue_card_id;
CREATE INDEX catalogue_card_found ON catalogue_card (deck, id, position, facts, tags);

-- How far into an edition of a deck every card has been reviewed or suspended, so that
-- new cards need not be looked for from its beginning. A cache too.
CREATE TABLE catalogue_seen (
    learner  BLOB    NOT NULL REFERENCES learner,
    deck     INTEGER NOT NULL REFERENCES catalogue_deck ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- the first that may be new
    PRIMARY KEY (learner, deck)
) STRICT, WITHOUT ROWID;

CREATE INDEX catalogue_seen_deck ON catalogue_seen (deck);
