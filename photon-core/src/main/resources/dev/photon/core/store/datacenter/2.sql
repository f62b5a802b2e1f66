-- The leases that parts go by: as the registry told them, and what is held for each. change counts what has
-- happened to one, untold is whether the registry has yet to hear of it.
CREATE TABLE lease (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  over BIGINT NOT NULL,
  change BIGINT NOT NULL,
  untold BIGINT NOT NULL,
  milli_cpu BIGINT NOT NULL,
  memory_bytes BIGINT NOT NULL,
  disk_bytes BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch)
);
CREATE INDEX lease_untold ON lease (untold);
