// ---
// title: {zh: 检查设施, en: Check a facility}
// about: {zh: 登记一项设施目前的状况；与上次不同的，从今天起算。, en: Note the state of a facility; where it differs from before it holds from today.}
// on: ServiceStation
// from: [PLANNED, OPEN, SUSPENDED]
// order: 40
// parameters:
//   facility: {type: choice, from: choices/facilities, node: Facility, label: {zh: 设施, en: Facility}}
//   state: {type: choice, values: [working, broken, absent, unknown], words: code, default: working, label: {zh: 状况, en: State}}
//   qty: {type: integer, min: 0, max: 1000, default: 1, label: {zh: 数量, en: Quantity}}
// writes: {relationships: [HAS_FACILITY], changes: {HAS_FACILITY: [to, checkedAt, state, qty]}}
// refusals:
//   no_facility: {zh: 没有这项设施，请从名单里选。, en: There is no such facility; choose one from the list.}
// ---
MATCH (s:ServiceStation {id: $id})
OPTIONAL MATCH (f:Facility {id: $facility})
RETURN CASE WHEN $facility IS NOT NULL AND f IS NULL THEN 'no_facility' END AS refusal, {} AS details
;
MATCH (s:ServiceStation {id: $id}), (f:Facility {id: $facility})
OPTIONAL MATCH (s)-[has:HAS_FACILITY]->(f)
WHERE has.to > date($at)
WITH s, f, count(has) AS held,
     sum(CASE WHEN has.from = date($at) OR (has.state = $state AND has.qty = $qty) THEN 1 ELSE 0 END) AS same
FOREACH (one IN CASE WHEN same = 0 THEN [1] ELSE [] END |
  CREATE (s)-[:HAS_FACILITY {state: $state, qty: $qty, from: date($at), to: date('9999-12-31'), checkedAt: $at}]->(f))
WITH s, f, same
MATCH (s)-[now:HAS_FACILITY]->(f)
WHERE now.to > date($at) AND (same > 0 OR now.from < date($at))
SET now.to = CASE WHEN same > 0 THEN now.to ELSE date($at) END,
    now.state = CASE WHEN same > 0 THEN $state ELSE now.state END,
    now.qty = CASE WHEN same > 0 THEN $qty ELSE now.qty END,
    now.checkedAt = CASE WHEN same > 0 THEN $at ELSE now.checkedAt END
