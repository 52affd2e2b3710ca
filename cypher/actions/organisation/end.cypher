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
// notes:
//   open: {zh: "现在还管理 {stations} 个站点、服务 {areas} 个村居，有 {pledges} 笔认捐没有兑现。要转给别的组织的，请用“合并”，或先在那些记录里改。", en: "It manages {stations} stations and serves {areas} areas now, and {pledges} of its pledges are open. What another organisation is to take over is merged into it, or changed on those records first."}
// ---
MATCH (o:Organization {id: $id})
OPTIONAL MATCH (o)-[:MADE]->(c:Claim)
WHERE c.status IN ['PENDING', 'ACTIVE']
WITH o, count(c) AS live
OPTIONAL MATCH (o)-[:MANAGES]->(s:ServiceStation)
WHERE s.status <> 'CLOSED'
WITH o, live, count(s) AS stations
OPTIONAL MATCH (o)-[serves:SERVES_AREA]->()
WHERE serves.to > date($at)
WITH o, live, stations, count(serves) AS areas
OPTIONAL MATCH (o)-[:PLEDGED]->(p:Pledge)
WHERE p.status IN ['OPEN', 'PARTLY_PAID']
WITH o, live, stations, areas, count(p) AS pledges
RETURN CASE
         WHEN o.active = false THEN 'ended'
         WHEN $day > date($at) THEN 'ahead'
         WHEN live > 0 THEN 'live'
       END AS refusal,
       CASE WHEN stations + areas + pledges > 0 THEN 'open' END AS note,
       {day: toString(o.to), count: live, stations: stations, areas: areas, pledges: pledges} AS details
;
MATCH (o:Organization {id: $id})
SET o.active = false, o.to = $day
