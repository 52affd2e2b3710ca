// Texts of nodes without the names.
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
SET n += row.props, n.rev = coalesce(n.rev, 0) + 1
