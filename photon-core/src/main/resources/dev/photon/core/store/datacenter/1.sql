-- What metacenters have asked of this datacenter. A part that is DELETED keeps its row without a
-- body: it tells late calls, and nodes that turn up again, that it is over.
CREATE TABLE part (
  deployment TEXT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  phase TEXT NOT NULL,
  change BIGINT NOT NULL,
  milli_cpu BIGINT NOT NULL,
  memory_bytes BIGINT NOT NULL,
  disk_bytes BIGINT NOT NULL,
  body TEXT
);

CREATE INDEX part_by_phase ON part (phase, deployment);

-- The idempotency keys of calls that were carried out.
CREATE TABLE part_request (
  deployment TEXT NOT NULL,
  request TEXT NOT NULL,
  change BIGINT NOT NULL,
  PRIMARY KEY (deployment, request)
);

-- What is remembered of each slot that ever had a node.
CREATE TABLE part_slot (
  deployment TEXT NOT NULL,
  service TEXT NOT NULL,
  slot BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  deaths BIGINT NOT NULL,
  last_death TEXT NOT NULL,
  counted BIGINT NOT NULL,
  PRIMARY KEY (deployment, service, slot)
);

-- What was announced of nodes and clusters, so that each change is announced once.
CREATE TABLE part_node (
  deployment TEXT NOT NULL,
  node TEXT NOT NULL,
  announced TEXT NOT NULL,
  PRIMARY KEY (deployment, node)
);

CREATE TABLE part_cluster (
  deployment TEXT NOT NULL,
  service TEXT NOT NULL,
  announced TEXT NOT NULL,
  PRIMARY KEY (deployment, service)
);

-- The public port that each entry was given, which it keeps.
CREATE TABLE part_port (
  deployment TEXT NOT NULL,
  service TEXT NOT NULL,
  port BIGINT NOT NULL,
  public_port BIGINT NOT NULL,
  PRIMARY KEY (deployment, service, port)
);

-- Single values: the sequence of the offer, the capacity that was last known.
CREATE TABLE agent_value (
  name TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);
