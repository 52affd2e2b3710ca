// ---
// title: {zh: 停用, en: End}
// about: {zh: 这个组织不再运行；已有的记录都保留。, en: "The organisation is no longer active; its records stay."}
// on: Organization
// order: 90
// parameters:
//   day: {type: date, default: today, label: {zh: 截止日期, en: Until}}
// writes: {changes: {Organization: [active, to]}}
// confirm: {zh: 停用后不能再认领、认捐。, en: It can no longer take wishes up or pledge.}
// refusals:
//   ended: {zh: "{day} 已经停用。", en: "It ended on {day} already."}
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   live: {zh: "还有 {count} 件认领没办完，请先办完或取消。", en: "It has {count} claims under way; finish or cancel those first."}
// ---
MATCH (o:Organization {id: $id})
OPTIONAL MATCH (o)-[:MADE]->(c:Claim)
WHERE c.status IN ['PENDING', 'ACTIVE']
WITH o, count(c) AS live
RETURN CASE
         WHEN o.active = false THEN 'ended'
         WHEN $day > date($at) THEN 'ahead'
         WHEN live > 0 THEN 'live'
       END AS refusal, {day: toString(o.to), count: live} AS details
;
MATCH (o:Organization {id: $id})
SET o.active = false, o.to = $day
