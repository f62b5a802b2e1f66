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
-- When an offer, or what is pending in its datacenter, was last changed, so that other replicas find it; 0 in a
-- store of one process.
ALTER TABLE offer ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX offer_by_change ON offer (changed);
