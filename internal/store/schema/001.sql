-- Schema 1 of drill's database.
--
-- id       16 bytes, a UUID of version 7. In log rows its time is the row's
--          logical time, so that the order of ids is the order of the log.
-- clock    when the row was written by the real clock, and every other instant:
--          UTC, RFC 3339 text with milliseconds.
-- day      a study day, and every other date: days since 1 January 1970.
-- device, seq, hash
--          every row of the log (response, mark, event) belongs to the hash
--          chain of the device that wrote it: chain.go.
--
-- Rows of the log are never changed and never deleted.

CREATE TABLE learner (
    id      BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name    TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;

-- One row per device whose log rows are here. seq and hash are those of its
-- newest row: a cache, so that a row can be added without a search.
CREATE TABLE device (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    created TEXT    NOT NULL,
    seq     INTEGER NOT NULL CHECK (seq >= 0),
    hash    BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- What belongs to this file alone and is never merged: the device that it
-- writes as, and the learner meant when none is named.
CREATE TABLE local (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    device  BLOB    NOT NULL REFERENCES device,
    learner BLOB             REFERENCES learner
) STRICT;

-- The text of every rubric used, by its SHA-256 in hexadecimal.
CREATE TABLE rubric (
    hash TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE response (
    id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device       BLOB    NOT NULL REFERENCES device,
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    clock        TEXT    NOT NULL,
    learner      BLOB    NOT NULL REFERENCES learner,
    card         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,          -- study, drill, cram, exam, bulk
    type         TEXT    NOT NULL,          -- the question's type
    attempt      BLOB,                      -- the exam attempt it belongs to
    text         TEXT    NOT NULL,
    prompt       TEXT    NOT NULL,          -- as shown
    content_hash TEXT    NOT NULL,          -- of the card's prompt and answer
    started      TEXT    NOT NULL,
    answered     TEXT    NOT NULL,
    utc_offset   INTEGER NOT NULL,          -- seconds east of UTC, of the learner
    day          INTEGER NOT NULL,
    hints        INTEGER NOT NULL,
    seconds      REAL    NOT NULL,          -- from the prompt to the response
    hash         BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX response_chain ON response (device, seq);
CREATE INDEX response_pace  ON response (learner, id) WHERE kind = 'study';

CREATE TABLE mark (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device     BLOB    NOT NULL REFERENCES device,
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    clock      TEXT    NOT NULL,
    response   BLOB    NOT NULL REFERENCES response,
    marker     TEXT    NOT NULL,            -- rubric, or a person
    score      REAL    NOT NULL,            -- 0 to 1
    points     REAL    NOT NULL,            -- on the question's scale
    max_points REAL    NOT NULL,            -- that scale
    criteria   TEXT,                        -- JSON, as rejects and reasons
    rejects    TEXT,
    reasons    TEXT,
    route      TEXT    NOT NULL,            -- automatic, review
    derived    INTEGER NOT NULL,            -- 1: by a rubric that nobody wrote
    rubric     TEXT    REFERENCES rubric,
    engine     TEXT    NOT NULL,            -- version of the marking rules
    hash       BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX mark_chain    ON mark (device, seq);
CREATE INDEX mark_response ON mark (response, id);

CREATE TABLE event (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device   BLOB    NOT NULL REFERENCES device,
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    clock    TEXT    NOT NULL,
    learner  BLOB    NOT NULL REFERENCES learner,
    kind     TEXT    NOT NULL,              -- session.EventKind
    card     TEXT    NOT NULL,
    response BLOB    REFERENCES response,   -- review: the response it is of
    event    BLOB    REFERENCES event,      -- overrule, undo: the event concerned
    quality  INTEGER,                       -- review, overrule
    day      INTEGER NOT NULL,
    due      INTEGER,                       -- set-due
    moved_to TEXT,                          -- move: the new key
    before   TEXT    NOT NULL,              -- JSON: the card's state as it was
    after    TEXT    NOT NULL,
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX event_chain    ON event (device, seq);
CREATE INDEX event_card     ON event (learner, card);
CREATE INDEX event_day      ON event (learner, day);
CREATE INDEX event_event    ON event (event)    WHERE event IS NOT NULL;
CREATE INDEX event_response ON event (response) WHERE response IS NOT NULL;
CREATE INDEX event_move     ON event (learner)  WHERE kind = 'move';

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
    newest      BLOB    NOT NULL,           -- the newest event about the card
    PRIMARY KEY (learner, card)
) STRICT, WITHOUT ROWID;

-- What is due next for a learner.
CREATE INDEX state_due ON state (learner, due) WHERE reviews > 0 AND suspended = 0;
