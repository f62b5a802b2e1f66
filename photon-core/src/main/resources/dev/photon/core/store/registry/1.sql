-- Times are milliseconds since 1970; documents are JSON.

CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  created BIGINT NOT NULL
);

-- Codes that were mailed to prove an address.
CREATE TABLE address_code (
  email TEXT NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL,
  sent BIGINT NOT NULL,
  until BIGINT NOT NULL,
  guesses BIGINT NOT NULL
);

-- Which identity a public key was certified for: a key is never certified for a second one.
CREATE TABLE bound_key (
  digest TEXT NOT NULL PRIMARY KEY,
  identity TEXT NOT NULL
);

-- Every certificate that was issued; the serial number in hex.
CREATE TABLE issued (
  serial TEXT NOT NULL PRIMARY KEY,
  identity TEXT NOT NULL,
  key_digest TEXT NOT NULL,
  issued BIGINT NOT NULL,
  until BIGINT NOT NULL
);
CREATE INDEX issued_by_identity ON issued (identity, until);

-- Who is refused from a time on, with all certificates that were issued for it.
CREATE TABLE revocation (
  number BIGINT NOT NULL PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  since BIGINT NOT NULL,
  reason TEXT NOT NULL
);

-- First answers of calls that change something, by the caller's own key for the call.
CREATE TABLE answer (
  caller TEXT NOT NULL,
  request_key TEXT NOT NULL,
  request TEXT NOT NULL,
  body TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (caller, request_key)
);
CREATE INDEX answer_by_age ON answer (created);

CREATE TABLE datacenter (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX datacenter_by_account ON datacenter (account, name);

CREATE TABLE offer (
  datacenter TEXT NOT NULL PRIMARY KEY REFERENCES datacenter (id) ON DELETE CASCADE,
  sequence BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX offer_by_expiry ON offer (expires);

-- Accounts that have shown the enrol token.
CREATE TABLE host (
  account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  enrolled BIGINT NOT NULL
);

-- host is NULL until one is chosen, place until the host has launched it.
CREATE TABLE metacenter (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  owner_key TEXT NOT NULL,
  host TEXT REFERENCES host (account),
  place TEXT,
  created BIGINT NOT NULL,
  UNIQUE (account, name)
);
CREATE INDEX metacenter_by_host ON metacenter (host);
