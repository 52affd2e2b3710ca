// Writes the record of one act.
CREATE (c:ChangeRun {id: $run.id})
SET c += $run
