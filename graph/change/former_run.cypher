// The change that a form was carried out as before, where it was, and whether a large load is under way.
OPTIONAL MATCH (loading:ImportRun {state: 'loading'})
WITH count(loading) > 0 AS loading
OPTIONAL MATCH (c:ChangeRun {request: $request})
RETURN loading, c.id AS id, c.subject AS subject
LIMIT 1
