// Texts of relationships without the names.
UNWIND $rows AS row
MATCH ()-[r]->() WHERE elementId(r) = row.element
SET r += row.props, r.rev = coalesce(r.rev, 0) + 1
