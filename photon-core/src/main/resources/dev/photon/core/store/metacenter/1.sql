-- The metacenters of a host, and what each is to keep running.

CREATE TABLE metacenter (
  id        TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  owner     TEXT NOT NULL,
  -- The owner's access, as reported to the registry: certificates, leaf first.
  access    TEXT NOT NULL,
  deleting  INTEGER NOT NULL DEFAULT 0,
  -- What was announced of the newest revisions: deploy.begin, .complete, .failure.
  announced TEXT NOT NULL
);

CREATE TABLE revision (
  metacenter TEXT NOT NULL,
  number     INTEGER NOT NULL,
  document   TEXT NOT NULL,
  created    INTEGER NOT NULL,
  PRIMARY KEY (metacenter, number)
);

-- A repeated call finds its first answer here.
CREATE TABLE metacenter_answer (
  metacenter TEXT NOT NULL,
  caller     TEXT NOT NULL,
  request    TEXT NOT NULL,
  answer     TEXT NOT NULL,
  created    INTEGER NOT NULL,
  PRIMARY KEY (metacenter, caller, request)
);

-- One row an entry and epoch; leaving: its datacenter still has to clear away.
CREATE TABLE assignment (
  metacenter TEXT NOT NULL,
  entry      TEXT NOT NULL,
  epoch      INTEGER NOT NULL,
  leaving    INTEGER NOT NULL DEFAULT 0,
  candidate  TEXT NOT NULL,
  PRIMARY KEY (metacenter, entry, epoch)
);

-- What was announced of an entry's clusters; changes with the events in one transaction.
CREATE TABLE cluster_view (
  metacenter TEXT NOT NULL,
  entry      TEXT NOT NULL,
  views      TEXT NOT NULL,
  PRIMARY KEY (metacenter, entry)
);

-- Who was given access; account is NULL until somebody has shown the code, of which the digest is
-- kept.
CREATE TABLE access (
  metacenter TEXT NOT NULL,
  email      TEXT NOT NULL,
  may        TEXT NOT NULL,
  until      BIGINT NOT NULL,
  code       TEXT NOT NULL,
  account    TEXT,
  PRIMARY KEY (metacenter, email)
);
CREATE INDEX access_by_account ON access (metacenter, account);
