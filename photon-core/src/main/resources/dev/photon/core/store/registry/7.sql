-- What each side has counted of a lease in a minute, until it is settled; minutes are seconds since 1970.
CREATE TABLE usage_report (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  side TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch, minute, side)
);

-- The ledger; never changed. from and until are words of SQL.
CREATE TABLE usage_entry (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  payer TEXT NOT NULL,
  earner TEXT NOT NULL,
  since BIGINT NOT NULL,
  till BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch, sequence)
);
CREATE INDEX usage_entry_of_payer ON usage_entry (payer, deployment, epoch, sequence);
CREATE INDEX usage_entry_of_earner ON usage_entry (earner, deployment, epoch, sequence);

-- How far each lease is settled.
CREATE TABLE usage_settled (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  until BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch)
);
