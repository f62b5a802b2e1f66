-- Leases. What a lease reserves beyond what its datacenter's newest offer takes into account is pending: the
-- room that is left is what is free in the offer, less all that is pending. held: whether the agent holds it,
-- by what it has told.
CREATE TABLE lease (
  deployment TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  account TEXT NOT NULL,
  earner TEXT NOT NULL,
  datacenter TEXT NOT NULL,
  state TEXT NOT NULL,
  until BIGINT,
  held BIGINT NOT NULL,
  held_cpu BIGINT NOT NULL,
  held_memory BIGINT NOT NULL,
  held_disk BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  pending_cpu BIGINT NOT NULL,
  pending_memory BIGINT NOT NULL,
  pending_disk BIGINT NOT NULL,
  request_key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (deployment, epoch)
);
CREATE INDEX lease_pending ON lease (datacenter, pending);
CREATE INDEX lease_held ON lease (datacenter, state, held);
CREATE INDEX lease_of_account ON lease (account, state);
CREATE INDEX lease_until ON lease (state, until);
