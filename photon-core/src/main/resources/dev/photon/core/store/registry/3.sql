-- The log of what was issued, by whom it is for: serial numbers are random, so with an index of them alone
-- each certificate had another page written.
CREATE TABLE issued_by_identity_first (
  identity TEXT NOT NULL,
  until BIGINT NOT NULL,
  serial TEXT NOT NULL,
  key_digest TEXT NOT NULL,
  issued BIGINT NOT NULL,
  PRIMARY KEY (identity, until, serial)
);
INSERT INTO issued_by_identity_first (identity, until, serial, key_digest, issued)
  SELECT identity, until, serial, key_digest, issued FROM issued;
DROP TABLE issued;
ALTER TABLE issued_by_identity_first RENAME TO issued;
