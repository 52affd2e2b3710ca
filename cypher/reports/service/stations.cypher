// ---
// title: {zh: 服务站点一览, en: List of service stations}
// about: {zh: 现在开放的服务站点，一块牌子一行：类型、层级、场所、开放时间。, en: "The service stations open now, a plaque a row: type, tier, place and hours."}
// definition:
//   zh: 现在开放的服务站点，一块牌子算一个；一处场所可挂几块牌子（一址多牌）。选了钟点时，只列那个星期几、那个钟点开门的：24小时的，或当天开放、钟点在开门与关门时间之间的（关门的钟点不算开）；没有登记开放时间的不列。
//   en: "Service stations open now, each plaque counting as one; a place may carry several. With an hour chosen only those open at it on that weekday: round the clock, or on a day it opens between its hours (the closing hour itself is shut); with no hours on record it is not listed."
// no_past: {zh: 服务站点的类型、层级和开闭没有历史记录，按现状。, en: "Types, tiers and opening of stations keep no history; they are as now."}
// audience: [committee, staff]
// parameters:
//   type: {type: choice, values: [worker_service, red_station, outdoor_worker], optional: true, label: {zh: 类型, en: Type}, words: station_type}
//   tier: {type: choice, values: [flagship, fusion, village], optional: true, label: {zh: 层级, en: Tier}, words: tier}
//   hour: {type: choice, from: choices/hours, optional: true, label: {zh: 钟点, en: Hour}}
//   weekday: {type: choice, values: ["1", "2", "3", "4", "5", "6", "7"], default: "3", label: {zh: 星期, en: Weekday}, words: weekday}
// columns:
//   station_id: {label: {zh: 编号, en: Id}, links: station}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   type: {label: {zh: 类型, en: Type}, words: station_type}
//   tier: {label: {zh: 层级, en: Tier}, words: tier, empty: not_applicable}
//   venue_id: {label: {zh: 场所编号, en: Venue id}, links: venue, hidden: true}
//   venue: {label: {zh: 场所, en: Venue}, links: {record: venue_id}}
//   opens: {label: {zh: 开门, en: Opens}}
//   closes: {label: {zh: 关门, en: Closes}}
//   open_days: {label: {zh: 开放日, en: Open on}, words: open_days}
// view: {kind: table}
// rests_on: [ServiceStation, Venue]
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [station_id, station, type, tier, venue_id, venue, opens, closes, open_days], unique: [station_id], not_null: [station_id, station, type]}
// ---
MATCH (st:ServiceStation)
WHERE st.status = 'OPEN' AND ($type IS NULL OR st.stationType = $type)
  AND ($tier IS NULL OR st.tier = $tier)
WITH st, localtime($hour) AS at, $weekday AS day,
     toString((toInteger($weekday) + 5) % 7 + 1) AS day_before
WHERE at IS NULL OR st.is24h
   OR (st.openFrom < st.openTo AND st.openDays CONTAINS day AND st.openFrom <= at AND at < st.openTo)
   OR (st.openFrom > st.openTo AND st.openDays CONTAINS day AND st.openFrom <= at)
   OR (st.openFrom > st.openTo AND st.openDays CONTAINS day_before AND at < st.openTo)
CALL (st) {
  OPTIONAL MATCH (v:Venue)-[:HOSTS]->(st)
  WITH v ORDER BY v.id LIMIT 1
  RETURN v
}
RETURN st.id AS station_id, st.name AS station, st.stationType AS type, st.tier AS tier,
       v.id AS venue_id, v.name AS venue,
       CASE WHEN st.is24h THEN localtime('00:00') ELSE st.openFrom END AS opens,
       CASE WHEN st.is24h THEN '24:00' ELSE st.openTo END AS closes, st.openDays AS open_days
ORDER BY type, station, station_id
