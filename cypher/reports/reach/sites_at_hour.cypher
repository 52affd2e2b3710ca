// ---
// title: {zh: 某一钟点的覆盖情况, en: Sites covered at an hour}
// about:
//   zh: 在指定的星期和钟点，每个配送站点在指定分钟内有没有开门的服务站点，最近的是哪一个。
//   en: "On a given weekday and hour, whether each delivery site has a service station open within the given minutes, and which is nearest."
// definition:
//   zh: 口径与“各钟点的覆盖率”相同，一个现在开放的配送站点一行。已覆盖：指定分钟内有该钟点开门的服务站点；无法判断：没有经纬度的，指定分钟内只有开放时间无记录的站点的，以及该钟点开门的站点中有没有位置的；其余为未覆盖。
//   en: "As in 'Coverage by the hour', one row for each delivery site open now. Covered: a service station open at that hour lies within the minutes. Cannot be told: a site without coordinates, one within reach of nothing but stations with no hours on record, and any where a station open then has no place. All others are not covered."
// no_past: {zh: 站点的开闭、开放时间和可达用时没有历史记录，按现状；在岗人数按当日。, en: "Opening, hours and computed reach keep no history; they are as now. Workers are those of the day."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   weekday: {type: choice, values: ["1", "2", "3", "4", "5", "6", "7"], default: "3", label: {zh: 星期, en: Weekday}, words: weekday}
//   hour: {type: choice, from: choices/hours, default: "12:00", label: {zh: 钟点, en: Hour}}
//   mode: {type: choice, values: [walk, ebike], default: ebike, label: {zh: 出行方式, en: Mode}, words: mode}
//   minutes: {type: integer, default: 15, min: 1, max: 60, label: {zh: 分钟, en: Minutes}}
//   reach: {type: choice, values: [reached, unknown, beyond], optional: true, label: {zh: 覆盖情况, en: Reach}, words: place_state}
// columns:
//   site_id: {label: {zh: 编号, en: Id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   kind: {label: {zh: 种类, en: Kind}, words: site_kind}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, adds_up: true}
//   reach: {label: {zh: 覆盖情况, en: Reach}, words: place_state}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   nearest_open: {label: {zh: 最近的开门站点, en: Nearest open station}, links: {record: station_id}, empty: not_applicable}
//   minutes_open: {label: {zh: 用时, en: Takes}, unit: minute, empty: not_applicable}
// view: {kind: table}
// rests_on: [DeliverySite, ServiceStation, Venue, Rider]
// limits: {rows: 20000, seconds: 5}
// expect: {columns: [site_id, site, kind, riders, reach, station_id, nearest_open, minutes_open], unique: [site_id], not_null: [site_id, site, riders, reach]}
// ---
CALL () {
  MATCH (st:ServiceStation)
  WHERE st.status = 'OPEN'
  WITH st, localtime($hour) AS at, $weekday AS day,
       toString((toInteger($weekday) + 5) % 7 + 1) AS day_before
  // Null where the hours are not on record.
  WITH st, st.is24h
     OR (st.openFrom < st.openTo AND st.openDays CONTAINS day
         AND st.openFrom <= at AND at < st.openTo)
     OR (st.openFrom > st.openTo AND st.openDays CONTAINS day AND st.openFrom <= at)
     OR (st.openFrom > st.openTo AND st.openDays CONTAINS day_before AND at < st.openTo) AS is_open
  WHERE coalesce(is_open, true)
  RETURN collect(CASE WHEN is_open THEN st.id END) AS open,
         collect(CASE WHEN is_open IS NULL THEN st.id END) AS perhaps,
         count(CASE WHEN st.reachPlace IS NULL THEN 1 END) AS unplaced
}
MATCH (s:DeliverySite)
WHERE s.status = 'OPEN'
CALL (s, open, perhaps) {
  OPTIONAL MATCH (s)-[way:REACHES]->(st:ServiceStation)
  WHERE way.mode = $mode AND st.id IN open + perhaps
  WITH way, st ORDER BY way.minutes, st.id
  WITH collect({id: st.id, name: st.name, minutes: way.minutes}) AS ways
  RETURN head([one IN ways WHERE one.id IN open]) AS nearest,
         any(one IN ways WHERE one.id IN perhaps AND one.minutes <= $minutes) AS maybe_near
}
WITH s, nearest, CASE WHEN nearest.minutes <= $minutes THEN 'reached'
       WHEN maybe_near OR unplaced > 0 OR (s.reachPlace IS NULL AND open + perhaps <> []) THEN 'unknown'
       ELSE 'beyond' END AS reach
WHERE $reach IS NULL OR reach = $reach
RETURN s.id AS site_id, s.name AS site, s.kind AS kind, COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders,
       reach, nearest.id AS station_id, nearest.name AS nearest_open, nearest.minutes AS minutes_open
ORDER BY reach <> 'reached', minutes_open, site, site_id
