// ---
// question: R15
// title: {zh: 站点与15分钟圈, en: Stations and what is in reach}
// about:
//   zh: 镇上的服务站点和配送站点各在哪里，指定的星期和钟点哪些站点开门，哪些配送站点在指定分钟内没有开门的站点可达。
//   en: "Where the service stations and delivery sites of the town are, which stations are open on a given weekday and hour, and from which sites no open one can be reached within the given minutes."
// definition:
//   zh: 服务站点画在所在场所，一处挂几块牌子的并排；开门与否的算法与“指定钟点未覆盖的配送站点”相同。配送站点是否覆盖，以事先算好的“可达”用时为准；没有经纬度的，指定分钟内只有开放时间无记录的站点的，或当时开门的站点中有没有位置的，记“无法判断”。路程15公里（电动车60分钟）以内的站点都算用时，更远的只算最近的一个。圈只是估算：从开着门的站点出发，按该方式的时速（步行每小时4.8公里、电动车每小时15公里）和绕行系数1.3，指定分钟走得到的直线距离；不是沿道路实测，圈内未必真能按时走到。没有经纬度的不在图上，行里仍列出。
//   en: "Stations are drawn at their venue, several plaques side by side; open is worked out as in 'Sites with no open station in reach at an hour'. Whether a site is covered goes by the minutes computed beforehand; where a site has no coordinates, only a station with no hours on record lies within the minutes, or a station open then has no place, it cannot be told. All stations within 15 km of path (60 minutes by e-bike) are computed, of those farther away the nearest one. The circles are an estimate: how far in a straight line one comes from an open station within the minutes, at the mode's speed (walking 4.8 km/h, e-bike 15 km/h) and with a detour factor of 1.3; they were not measured along roads, and a place inside may still take longer. What has no coordinates is not drawn but stands in the rows."
// no_past: {zh: 站点的位置、开闭、开放时间和可达用时没有历史记录，按现状；换电柜、运营企业和在岗人数按当日。, en: "Places, opening, hours and computed reach keep no history; they are as now. Cabinets, operators and workers are those of the day."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   mode: {type: choice, values: [ebike, walk], default: ebike, label: {zh: 出行方式, en: Mode}, words: mode}
//   minutes: {type: integer, default: 15, min: 1, max: 60, label: {zh: 分钟, en: Minutes}}
//   weekday: {type: choice, values: ["1", "2", "3", "4", "5", "6", "7"], default: "3", label: {zh: 星期, en: Weekday}, words: weekday}
//   hour: {type: integer, default: 14, min: 0, max: 23, label: {zh: 钟点（时）, en: Hour}}
//   only: {type: choice, values: [station, site], optional: true, label: {zh: 只看, en: Only}, words: place_kind}
// columns:
//   what: {label: {zh: 哪一种, en: What}, words: place_kind}
//   id: {label: {zh: 编号, en: Id}, hidden: true}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: any_kind}
//   state: {label: {zh: 状况, en: State}, words: place_state}
//   opens: {label: {zh: 开门, en: Opens}}
//   closes: {label: {zh: 关门, en: Closes}}
//   open_days: {label: {zh: 开放日, en: Open on}, words: open_days}
//   facilities: {label: {zh: 完好设施, en: Working facilities (Chinese)}, lang: zh}
//   facilities_en: {label: {zh: 完好设施（英文）, en: Working facilities}, lang: en}
//   swap: {label: {zh: 换电柜, en: Swap cabinet}, words: swap}
//   company: {label: {zh: 运营企业, en: Operated by}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person}
//   nearest: {label: {zh: 最近的开门站点, en: Nearest open station}}
//   takes: {label: {zh: 到那里, en: Takes}, unit: minute, empty: {column: why}}
//   why: {label: {zh: 用时为空的原因, en: Why a time is empty}, words: nothing, hidden: true}
//   area: {label: {zh: 村居, en: Area}}
//   longitude: {label: {zh: 经度, en: Longitude}, hidden: true}
//   latitude: {label: {zh: 纬度, en: Latitude}, hidden: true}
//   radius: {label: {zh: 圈的半径, en: Circle's radius}, unit: metre, hidden: true}
//   metres: {label: {zh: 半径, en: Radius}, unit: metre, hidden: true}
//   stations_open: {label: {zh: 开门的站点, en: Stations open}, unit: count, hidden: true, people: false, one_value_per: [], rows: {report: service/stations, with: {hour: clock}, whatever: [as_of, mode, minutes, only]}}
//   stations: {label: {zh: 服务站点, en: Stations}, unit: count, hidden: true, people: false, one_value_per: [], rows: {report: service/stations, whatever: [as_of, mode, minutes, hour, only]}}
//   beyond: {label: {zh: 未覆盖的配送站点, en: Sites not covered}, unit: count, hidden: true, people: false, one_value_per: [], rows: {report: reach/sites_at_hour, values: {reach: beyond}, with: {hour: clock}, whatever: [only]}}
//   unjudged: {label: {zh: 无法判断的配送站点, en: Sites not known}, unit: count, hidden: true, people: false, one_value_per: [], rows: {report: reach/sites_at_hour, values: {reach: unknown}, with: {hour: clock}, whatever: [only]}}
//   sites: {label: {zh: 配送站点, en: Delivery sites}, unit: count, hidden: true, people: false, one_value_per: [], rows: {report: people/sites, whatever: [mode, minutes, weekday, hour, only]}}
//   clock: {label: {zh: 钟点, en: Time of day}, hidden: true}
//   speed: {label: {zh: 时速（公里）, en: Speed (km/h)}, hidden: true}
//   detour: {label: {zh: 绕行系数, en: Detour factor}, hidden: true}
// view: {kind: map, id: id, title: name, longitude: longitude, latitude: latitude, shape: what, state: state, value: riders, radius: radius, mark: swap, area: area}
// rests_on: [ServiceStation, Venue, Facility, DeliverySite, Company, Rider, Area]
// accepts: {cartesian_product: "each part is a single row, so that nothing is multiplied"}
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [what, id, name, kind, state, opens, closes, open_days, facilities, facilities_en, swap, company, riders, nearest, takes, why, area, longitude, latitude, radius, metres, stations_open, stations, beyond, unjudged, sites, clock, speed, detour], unique: [id], not_null: [what, id, name, state, metres]}
// ---
WITH CASE $mode WHEN 'walk' THEN 80.0 ELSE 250.0 END AS metres_a_minute
WITH round($minutes * metres_a_minute / 1.3) AS metres
CALL () {
  MATCH (st:ServiceStation)
  WHERE st.status = 'OPEN'
  WITH st, localtime({hour: $hour}) AS now, toInteger($weekday) AS day
  WITH st, now, toString(day) AS day, toString((day + 5) % 7 + 1) AS day_before
  OPTIONAL MATCH (v:Venue)-[:HOSTS]->(st)
  WITH st, now, day, day_before, v ORDER BY v.location IS NULL, v.id
  WITH st, now, day, day_before, head(collect(v)) AS v
  // Open is null where the hours are not on record.
  RETURN collect({station: st, venue: v, place: v.location, open: st.is24h
    OR (st.openFrom < st.openTo AND st.openDays CONTAINS day
        AND st.openFrom <= now AND now < st.openTo)
    OR (st.openFrom > st.openTo AND st.openDays CONTAINS day AND st.openFrom <= now)
    OR (st.openFrom > st.openTo AND st.openDays CONTAINS day_before AND now < st.openTo)})
    AS stations
}
WITH metres, stations, [one IN stations WHERE one.open | one.station.id] AS open,
     [one IN stations WHERE one.open IS NULL | one.station.id] AS perhaps,
     size([one IN stations WHERE coalesce(one.open, true) AND one.station.reachPlace IS NULL]) AS unplaced
CALL (open, perhaps, unplaced) {
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN'
  CALL (s, open) {
    OPTIONAL MATCH (s)-[way:REACHES]->(st:ServiceStation)
    WHERE way.mode = $mode AND st.id IN open
    WITH way, st ORDER BY way.minutes, st.id LIMIT 1
    RETURN way, st
  }
  CALL (s, perhaps) {
    OPTIONAL MATCH (s)-[any_way:REACHES]->(st:ServiceStation)
    WHERE any_way.mode = $mode AND any_way.minutes <= $minutes AND st.id IN perhaps
    RETURN count(any_way) AS near
  }
  CALL (s) {
    OPTIONAL MATCH (operator:Company)-[runs:OPERATES]->(s)
    WHERE runs.from <= $as_of AND runs.to > $as_of
    WITH operator ORDER BY operator.id
    RETURN collect(operator.name) AS operators
  }
  RETURN collect({
    site: s, way: way, nearest: st, state: CASE WHEN way.minutes <= $minutes THEN 'reached'
      WHEN near > 0 OR unplaced > 0 OR s.reachPlace IS NULL AND open + perhaps <> [] THEN 'unknown'
      ELSE 'beyond' END,
    why: CASE WHEN open = [] THEN 'not_applicable' ELSE 'not_computed' END,
    company: operators, riders: COUNT {
      MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
    }
  }) AS sites
}
WITH metres, stations, sites, size(open) AS stations_open,
     size([one IN sites WHERE one.state = 'beyond']) AS beyond,
     size([one IN sites WHERE one.state = 'unknown']) AS unjudged
CALL (stations, sites, metres) {
  UNWIND stations AS one
  WITH one, one.station AS st
  CALL (st) {
    OPTIONAL MATCH (st)-[has:HAS_FACILITY]->(f:Facility)
    WHERE has.state = 'working' AND has.from <= $as_of AND has.to > $as_of
    WITH f ORDER BY f.basic DESC, f.id
    RETURN collect(f.name) AS facilities, collect(coalesce(f.nameEn, f.name)) AS facilities_en,
           collect(f.code) AS codes
  }
  CALL (one) {
    WITH one.venue AS v
    OPTIONAL MATCH (v)-[lies:IN_AREA]->(a:Area)
    WHERE lies.from <= $as_of AND lies.to > $as_of
    WITH a ORDER BY a.id LIMIT 1
    RETURN a.name AS area
  }
  RETURN 'station' AS what, st.id AS id, st.name AS name, coalesce(st.tier, st.stationType) AS kind,
         CASE one.open WHEN true THEN 'open' WHEN false THEN 'shut' ELSE 'no_hours' END AS state,
         CASE WHEN st.is24h THEN localtime('00:00') ELSE st.openFrom END AS opens,
         CASE WHEN st.is24h THEN '24:00' ELSE st.openTo END AS closes,
         st.openDays AS open_days, facilities, facilities_en,
         CASE WHEN 'swap_cabinet' IN codes THEN 'swap' END AS swap,
         null AS company, null AS riders, null AS nearest, null AS takes, 'not_applicable' AS why,
         area, one.place AS place,
         CASE WHEN one.open THEN metres END AS radius
  UNION ALL
  UNWIND sites AS one
  CALL (one) {
    WITH one.site AS s
    OPTIONAL MATCH (s)-[lies:IN_AREA]->(a:Area)
    WHERE lies.from <= $as_of AND lies.to > $as_of
    WITH a ORDER BY a.id LIMIT 1
    RETURN a.name AS area
  }
  RETURN 'site' AS what, one.site.id AS id, one.site.name AS name, one.site.kind AS kind,
         one.state AS state,
         null AS opens, null AS closes, null AS open_days, null AS facilities, null AS facilities_en,
         null AS swap, one.company AS company, one.riders AS riders, one.nearest.name AS nearest,
         one.way.minutes AS takes, one.why AS why, area, one.site.location AS place, null AS radius
}
WITH *
WHERE $only IS NULL OR what = $only
RETURN what, id, name, kind, state, opens, closes, open_days, facilities, facilities_en, swap,
       company, riders, nearest, takes, why, area, place.longitude AS longitude,
       place.latitude AS latitude, radius, metres, stations_open, size(stations) AS stations, beyond, unjudged, size(sites) AS sites,
       right('0' + toString($hour), 2) + ':00' AS clock,
       CASE $mode WHEN 'walk' THEN 4.8 ELSE 15.0 END AS speed, 1.3 AS detour
ORDER BY what = 'site', id
