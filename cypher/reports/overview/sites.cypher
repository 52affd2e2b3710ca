// ---
// title: {zh: 配送站点, en: Delivery sites}
// about: {zh: 系统记录的快递、外卖、物流站点数，以及当日在岗人数。, en: "Courier, takeaway and logistics sites on record, and the workers at them on the day."}
// definition:
//   zh: 现在开放的配送站点，骑手在那里工作，不是服务骑手的站点。
//   en: "Delivery sites open now: places where riders work, not where they are served."
// no_past: {zh: 配送站点的开闭没有历史记录，按现状；在岗人数按当日。, en: "Opening of sites keeps no history and is as now; workers are those of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   recorded: {label: {zh: 配送站点, en: Delivery sites}, unit: count, people: false, rows: {report: people/sites}}
//   takeaway: {label: {zh: 外卖, en: Takeaway}, unit: count, people: false, rows: {report: people/sites, values: {kind: [takeaway]}}}
//   express: {label: {zh: 快递, en: Courier}, unit: count, people: false, rows: {report: people/sites, values: {kind: [express]}}}
//   logistics: {label: {zh: 物流, en: Logistics}, unit: count, people: false, rows: {report: people/sites, values: {kind: [logistics]}}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, rows: {report: people/sites, values: {staffed: true}, adds: riders}}
// sums:
//   - {total: recorded, parts: [takeaway, express, logistics]}
// view: {kind: number, value: recorded}
// rests_on: [DeliverySite, Rider]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [recorded, takeaway, express, logistics, riders], not_null: [recorded, takeaway, express, logistics, riders]}
// ---
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
WITH count(s) AS recorded,
     count(CASE WHEN s.kind = 'takeaway' THEN 1 END) AS takeaway,
     count(CASE WHEN s.kind = 'express' THEN 1 END) AS express,
     count(CASE WHEN s.kind = 'logistics' THEN 1 END) AS logistics
RETURN recorded, takeaway, express, logistics, COUNT {
         MATCH (r:Rider)-[works:WORKS_AT]->(:DeliverySite)
         WHERE works.from <= $as_of AND works.to > $as_of
         RETURN DISTINCT r
       } AS riders
