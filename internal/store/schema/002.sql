-- Schema 2: the catalogue of decks. It is a cache: what stands here was made
-- from the deck files, is made again when they change, and is never merged.

-- What a deck held when it was read. One row per content and build of drill,
-- since another build may make other cards of the same text.
CREATE TABLE catalogue_deck (
    deck     INTEGER NOT NULL PRIMARY KEY,
    hash     TEXT    NOT NULL,              -- of the deck's files
    build    TEXT    NOT NULL,              -- of drill
    id       TEXT    NOT NULL,              -- empty when the deck has errors
    title    TEXT    NOT NULL,
    cards    INTEGER NOT NULL,
    problems TEXT    NOT NULL,              -- JSON: errors by file, or {}
    head     BLOB    NOT NULL,              -- of the packed deck
    words    TEXT    NOT NULL,
    unused   TEXT,                          -- since when no place has held it
    UNIQUE (hash, build)
) STRICT;

-- Where decks stand, and what their files looked like when they were read.
CREATE TABLE catalogue_place (
    place TEXT    NOT NULL PRIMARY KEY,     -- the path of the deck
    stamp TEXT    NOT NULL,                 -- empty when it cannot be relied on
    deck  INTEGER NOT NULL REFERENCES catalogue_deck
) STRICT;

CREATE INDEX catalogue_place_deck ON catalogue_place (deck);

-- The cards, in the order of their decks; what planning a day looks through.
CREATE TABLE catalogue_card (
    deck     INTEGER NOT NULL REFERENCES catalogue_deck ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT    NOT NULL,              -- question#part
    facts    TEXT,                          -- JSON lists
    tags     TEXT,
    PRIMARY KEY (deck, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX catalogue_card_id ON catalogue_card (deck, id);

-- What is needed to ask and mark a card.
CREATE TABLE catalogue_body (
    deck     INTEGER NOT NULL REFERENCES catalogue_deck ON DELETE CASCADE,
    position INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (deck, position)
) STRICT, WITHOUT ROWID;

-- Texts that many cards share: the values of a column, the terms of a sheet.
CREATE TABLE catalogue_pool (
    deck     INTEGER NOT NULL REFERENCES catalogue_deck ON DELETE CASCADE,
    pool     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (deck, pool, position)
) STRICT, WITHOUT ROWID;
