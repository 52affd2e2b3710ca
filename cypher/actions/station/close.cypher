// ---
// title: {zh: 关闭, en: Close}
// about: {zh: 不再开放；结对联系一并结束。, en: It is closed for good; its pairings end with it.}
// on: ServiceStation
// from: [PLANNED, OPEN, SUSPENDED]
// to: CLOSED
// order: 90
// writes: {relationships: [LIAISES_WITH], changes: {LIAISES_WITH: [to]}}
// confirm: {zh: 关闭后不再列为开放的站点。, en: It is no longer among the stations that are open.}
// ---
MATCH (s:ServiceStation {id: $id})
OPTIONAL MATCH (s)-[pair:LIAISES_WITH]->(other)
WHERE pair.to > date($at)
RETURN null AS refusal, {} AS details, collect(other.id) AS locks
;
MATCH (s:ServiceStation {id: $id})-[pair:LIAISES_WITH]->()
WHERE pair.to > date($at)
SET pair.to = CASE WHEN pair.from < date($at) THEN date($at) ELSE pair.from + duration({days: 1}) END
