-- Append-only logs; sequences of a log count from 1 without gaps.
CREATE TABLE event (
  log TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (log, sequence)
);
