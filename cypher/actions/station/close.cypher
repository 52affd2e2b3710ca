// ---
// title: {zh: 关闭, en: Close}
// about: {zh: 不再开放；结对联系、维护的工作群和设施配备一并结束。, en: "It is closed for good; its pairings, the chat groups it looks after and its facilities end with it."}
// on: ServiceStation
// from: [PLANNED, OPEN, SUSPENDED]
// to: CLOSED
// order: 90
// writes: {relationships: [LIAISES_WITH, LOOKED_AFTER_BY, HAS_FACILITY], changes: {LIAISES_WITH: [to], LOOKED_AFTER_BY: [to], HAS_FACILITY: [to]}}
// confirm: {zh: 关闭后不再列为开放的站点。, en: It is no longer among the stations that are open.}
// notes:
//   open: {zh: "随之结束：结对联系 {pairs} 条、维护的工作群 {groups} 个、设施配备 {facilities} 项。还在办的心愿有 {wishes} 件是这里受理的，仍照常办。", en: "These end with it: {pairs} pairings, {groups} chat groups that it looks after, {facilities} facilities. {wishes} wishes that came in here are still under way and go on."}
// ---
MATCH (s:ServiceStation {id: $id})
CALL (s) {
  OPTIONAL MATCH (s)-[pair:LIAISES_WITH]->(other)
  WHERE pair.to > date($at)
  RETURN collect(other.id) AS pairs
}
CALL (s) {
  OPTIONAL MATCH (group:ChatGroup)-[tie:LOOKED_AFTER_BY]->(s)
  WHERE tie.to > date($at)
  RETURN collect(group.id) AS groups
}
CALL (s) {
  OPTIONAL MATCH (s)-[has:HAS_FACILITY]->(thing)
  WHERE has.to > date($at)
  RETURN collect(thing.id) AS facilities
}
CALL (s) {
  OPTIONAL MATCH (w:Wish)-[:VIA]->(s)
  WHERE NOT w.status IN ['CLOSED', 'REJECTED', 'REFERRED', 'WITHDRAWN']
  RETURN count(w) AS wishes
}
RETURN null AS refusal,
       CASE WHEN size(pairs) + size(groups) + size(facilities) + wishes > 0 THEN 'open' END AS note,
       {pairs: size(pairs), groups: size(groups), facilities: size(facilities), wishes: wishes} AS details,
       pairs + groups + facilities AS locks
;
MATCH (s:ServiceStation {id: $id})-[r:LIAISES_WITH]->()
WHERE r.to > date($at)
SET r.to = CASE WHEN r.from < date($at) THEN date($at) ELSE r.from + duration({days: 1}) END
WITH count(*) AS pairs
MATCH (s:ServiceStation {id: $id})<-[tie:LOOKED_AFTER_BY]-()
WHERE tie.to > date($at)
SET tie.to = CASE WHEN tie.from < date($at) THEN date($at) ELSE tie.from + duration({days: 1}) END
WITH count(*) AS groups
MATCH (s:ServiceStation {id: $id})-[has:HAS_FACILITY]->()
WHERE has.to > date($at)
SET has.to = CASE WHEN has.from < date($at) THEN date($at) ELSE has.from + duration({days: 1}) END
