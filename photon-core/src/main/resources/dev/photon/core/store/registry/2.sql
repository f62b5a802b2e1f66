-- Metacenters that were deleted here, and that their host still runs to remove their nodes.
CREATE TABLE leaving (
  id TEXT NOT NULL PRIMARY KEY,
  host TEXT NOT NULL REFERENCES host (account)
);
CREATE INDEX leaving_by_host ON leaving (host);
