-- The last epoch that was given to an assignment: none is given twice, whatever has been dropped since. The
-- lease of an assignment, once it is open.
ALTER TABLE metacenter ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
UPDATE metacenter SET epoch =
  (SELECT COALESCE(MAX(epoch), 0) FROM assignment WHERE assignment.metacenter = metacenter.id);
ALTER TABLE assignment ADD COLUMN lease TEXT;
