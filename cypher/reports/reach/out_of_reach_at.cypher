// ---
// question: R15
// title: {zh: 指定钟点未覆盖的配送站点, en: Sites with no open station in reach at an hour}
// about:
//   zh: 在指定的星期和钟点，指定分钟内没有开门的服务站点可达的配送站点，如周日20时。
//   en: "Delivery sites from which, on a given weekday and hour, no service station that is open then can be reached within the given minutes; Sunday at 20:00, for instance."
// definition:
//   zh: 每个站点、每种方式一行，列出最近一个在该时刻开门的服务站点。开门：24小时的，或当天为开放日且该钟点在开门与关门时间之间（关门的钟点不算开）；开放时间跨过零点的，零点后按前一天的开放日。没有登记开放时间的，不当作开门；指定分钟内只有这样的站点的，或当时开门的站点中有没有位置的，“覆盖情况”为无法判断；配送站点没有经纬度的为未计算。路程15公里（电动车60分钟）以内的站点都算用时，更远的只算最近的一个。“不看钟点最近用时”是不论开不开门的最近用时。用时取自事先算好的“可达”关系。
//   en: "One row for each site and mode, with the nearest service station open at that moment: open round the clock, or open on that day between its hours (the closing hour itself is shut); hours that run past midnight belong to the day they began on. With no hours on record a station is not taken to be open; where only such a one lies within the minutes, or a station open then has no place, reach cannot be told; for a site without coordinates it is not computed. All stations within 15 km of path (60 minutes by e-bike) are computed, of those farther away the nearest one. 'Nearest at any hour' is the nearest station, open then or not. Minutes are those computed beforehand."
// no_past: {zh: 站点的开闭、开放时间和可达用时没有历史记录，按现状；在岗人数按当日。, en: "Opening, hours and computed reach keep no history; they are as now. Workers are those of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   weekday: {type: choice, values: ["1", "2", "3", "4", "5", "6", "7"], default: "7", label: {zh: 星期, en: Weekday}, words: weekday}
//   hour: {type: integer, default: 20, min: 0, max: 23, label: {zh: 钟点（时）, en: Hour}}
//   minutes: {type: integer, default: 15, min: 1, max: 60, label: {zh: 分钟, en: Minutes}}
//   mode: {type: choice, values: [walk, ebike], optional: true, label: {zh: 出行方式, en: Mode}, words: mode}
// columns:
//   mode: {label: {zh: 出行方式, en: Mode}, words: mode}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, one_value_per: [site_id]}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   nearest_open: {label: {zh: 最近的开门站点, en: Nearest open station}, links: {record: station_id}}
//   minutes_open: {label: {zh: 到开门站点, en: To the open one}, unit: minute, empty: {column: why}}
//   minutes_any: {label: {zh: 不看钟点最近用时, en: Nearest at any hour}, unit: minute, empty: {column: why_any}}
//   reach: {label: {zh: 覆盖情况, en: Reach}, words: reach_state}
//   why: {label: {zh: 用时为空的原因, en: Why a time is empty}, words: nothing, hidden: true}
//   why_any: {label: {zh: 不看钟点用时为空的原因, en: Why the time at any hour is empty}, words: nothing, hidden: true}
//   method: {label: {zh: 算法, en: Method}}
// same_as:
//   - {column: riders, rows: {mode: ebike}, report: reach/nearest_swap, its_column: riders, its_rows: {mode: ebike}, by: {site_id: site_id}, whatever: [weekday, hour, minutes, mode, over]}
//   - {column: riders, rows: {mode: walk}, report: reach/nearest_swap, its_column: riders, its_rows: {mode: ebike}, by: {site_id: site_id}, whatever: [weekday, hour, minutes, mode, over]}
// view: {kind: table}
// rests_on: [DeliverySite, ServiceStation, Venue, Rider]
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [mode, site_id, site, kind, riders, station_id, nearest_open, minutes_open, minutes_any, reach, why, why_any, method], unique: [mode, site_id], not_null: [mode, site_id, riders, reach]}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (st:ServiceStation)
  WHERE st.status = 'OPEN'
  WITH st, localtime({hour: $hour}) AS now, toInteger($weekday) AS day
  WITH st, now, toString(day) AS day, toString((day + 5) % 7 + 1) AS day_before
  // Null where the hours are not on record.
  WITH st, st.is24h
     OR (st.openFrom < st.openTo AND st.openDays CONTAINS day
         AND st.openFrom <= now AND now < st.openTo)
     OR (st.openFrom > st.openTo AND st.openDays CONTAINS day AND st.openFrom <= now)
     OR (st.openFrom > st.openTo AND st.openDays CONTAINS day_before AND now < st.openTo) AS is_open
  RETURN collect(CASE WHEN is_open THEN st.id END) AS open,
         collect(CASE WHEN is_open IS NULL THEN st.id END) AS perhaps,
         count(st) AS stations,
         count(CASE WHEN coalesce(is_open, true) AND st.reachPlace IS NULL THEN 1 END) AS unplaced
}
UNWIND CASE WHEN $mode IS NULL THEN ['walk', 'ebike'] ELSE [$mode] END AS mode
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
CALL (mode, s, open, perhaps, unplaced) {
  OPTIONAL MATCH (s)-[way:REACHES]->(st:ServiceStation)
  WHERE way.mode = mode AND st.status = 'OPEN'
  WITH way, st, coalesce(st.id IN open, false) AS is_open ORDER BY is_open DESC, way.minutes, st.id
  WITH collect({way: way, station: st, open: is_open}) AS ways, min(way.minutes) AS minutes_any,
       count(CASE WHEN way.minutes <= $minutes AND st.id IN perhaps THEN 1 END) > 0 AS maybe_near
  RETURN CASE WHEN head(ways).open THEN head(ways) END AS best, minutes_any,
         CASE WHEN open + perhaps = [] THEN 'beyond' WHEN s.reachPlace IS NULL THEN 'not_computed'
              WHEN maybe_near OR unplaced > 0 THEN 'unknown' ELSE 'beyond' END AS reach
}
WITH mode, s, best, minutes_any, best.way AS way, reach, open, stations
WHERE coalesce(way.minutes > $minutes, true)
RETURN mode, s.id AS site_id, s.name AS site, s.kind AS kind, COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       best.station.id AS station_id, best.station.name AS nearest_open,
       way.minutes AS minutes_open, minutes_any, reach,
       CASE WHEN open = [] THEN 'not_applicable' ELSE 'not_computed' END AS why,
       CASE WHEN stations = 0 THEN 'not_applicable' ELSE 'not_computed' END AS why_any,
       way.method AS method
ORDER BY mode = 'ebike', minutes_open DESC, site_id
