-- The meters of leases as they were when a minute was last over, and what the registry has yet to hear; minutes are
-- seconds since 1970.
CREATE TABLE lease_meter (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch)
);
CREATE TABLE usage_due (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch, minute)
);
CREATE INDEX usage_due_by_time ON usage_due (minute);
