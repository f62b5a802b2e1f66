-- What the replicas of a registry share: the secret that its nonces are made with, and those that were spent, by
-- when they were given.
CREATE TABLE registry_secret (
  name TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);
CREATE TABLE spent_nonce (
  nonce TEXT NOT NULL PRIMARY KEY,
  given BIGINT NOT NULL
);
CREATE INDEX spent_nonce_by_age ON spent_nonce (given);
