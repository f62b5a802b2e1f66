-- What numbers of revocation lists go on from: after a backup was put back, from beyond all that may have been
-- given out since it was made, or who has a later list would take no other one.
CREATE TABLE revocation_base (
  number BIGINT NOT NULL PRIMARY KEY
);
