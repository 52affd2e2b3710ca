// ---
// question: R15
// title: {zh: 各钟点的覆盖率, en: Coverage by the hour}
// about:
//   zh: 一天24个钟点里，有开门的服务站点在指定分钟之内的配送站点和从业人员各占几成，步行与电动车分开。
//   en: "For each hour of the day the share of delivery sites, and of workers, with a service station open within the given minutes, on foot and by e-bike."
// definition:
//   zh: 站点覆盖率=该钟点有开门站点在指定分钟内的配送站点÷现在开放的全部配送站点；人员覆盖率=这些站点当日的在岗人数÷全部站点当日的在岗人数。开门的算法与“指定钟点未覆盖的配送站点”相同；没有经纬度的配送站点，指定分钟内只有开放时间无记录的站点的，以及该钟点开门的站点中有没有位置的，覆盖与否无法判断，另列；有这样的就不计算覆盖率。用时的速度与绕行系数见“算法”。
//   en: "Sites covered = delivery sites with a station open at that hour within the minutes / all delivery sites open now; workers covered = workers of the day at those sites / workers of the day at all sites. Open as in 'Sites with no open station in reach at an hour'; whether a site is covered is not known where it has no coordinates, where only a station with no hours on record lies within the minutes, or where a station open then has no place; such sites stand by themselves, and with any of them there is no share. Speed and detour stand under method."
// no_past: {zh: 站点的开闭、开放时间和可达用时没有历史记录，按现状；在岗人数按当日。, en: "Opening, hours and computed reach keep no history; they are as now. Workers are those of the day."}
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   weekday: {type: choice, values: ["1", "2", "3", "4", "5", "6", "7"], default: "3", label: {zh: 星期, en: Weekday}, words: weekday}
//   minutes: {type: integer, default: 15, min: 1, max: 60, label: {zh: 分钟, en: Minutes}}
// columns:
//   hour: {label: {zh: 钟点, en: Hour}}
//   mode: {label: {zh: 出行方式, en: Mode}, words: mode}
//   stations_open: {label: {zh: 开门站点, en: Stations open}, unit: count, people: false, one_value_per: [hour], rows: {report: service/stations, with: {hour: hour}, whatever: [as_of, minutes]}}
//   sites_covered: {label: {zh: 覆盖站点, en: Sites covered}, unit: count, people: false, rows: {report: reach/sites_at_hour, values: {reach: reached}, with: {hour: hour, mode: mode}}}
//   sites_unknown: {label: {zh: 无法判断的站点, en: Sites not known}, unit: count, people: false, rows: {report: reach/sites_at_hour, values: {reach: unknown}, with: {hour: hour, mode: mode}}}
//   sites: {label: {zh: 全部站点, en: All sites}, unit: count, people: false, one_value_per: [], rows: {report: people/sites, whatever: [weekday, minutes]}}
//   site_share: {label: {zh: 站点覆盖率, en: Share of sites}, unit: percent, people: false, ratio: [sites_covered, sites], empty: not_computed}
//   riders_covered: {label: {zh: 覆盖人员, en: Workers covered}, unit: person, rows: {report: reach/sites_at_hour, values: {reach: reached}, with: {hour: hour, mode: mode}, adds: riders}}
//   riders_unknown: {label: {zh: 无法判断的人员, en: Workers not known}, unit: person, rows: {report: reach/sites_at_hour, values: {reach: unknown}, with: {hour: hour, mode: mode}, adds: riders}}
//   riders: {label: {zh: 全部人员, en: All workers}, unit: person, one_value_per: [], rows: {report: people/sites, whatever: [weekday, minutes], adds: riders}}
//   rider_share: {label: {zh: 人员覆盖率, en: Share of workers}, unit: percent, ratio: [riders_covered, riders], empty: not_computed}
//   method: {label: {zh: 算法, en: Method}}
// sums:
//   - {total: sites, parts: [sites_covered, sites_unknown], rest: true}
//   - {total: riders, parts: [riders_covered, riders_unknown], rest: true}
// same_as:
//   - {column: riders, rows: {hour: "00:00", mode: ebike}, report: people/sites, its_column: riders, whatever: [weekday, minutes]}
//   - {column: riders, rows: {hour: "00:00", mode: ebike}, report: reach/nearest_swap, its_column: riders, its_rows: {mode: ebike}, whatever: [weekday, minutes]}
// view: {kind: line, x: hour, y: rider_share, series: mode, steps: true}
// rests_on: [DeliverySite, ServiceStation, Venue, Rider]
// accepts: {cartesian_product: "each part is a single row, so that nothing is multiplied"}
// limits: {rows: 48, seconds: 5}
// expect: {columns: [hour, mode, stations_open, sites_covered, sites_unknown, sites, site_share, riders_covered, riders_unknown, riders, rider_share, method], unique: [hour, mode], not_null: [hour, mode, stations_open, sites_covered, sites_unknown, sites, riders_covered, riders_unknown, riders], min_rows: 48, max_rows: 48}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN'
  RETURN count(s) AS sites, sum(COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  }) AS riders
}
CALL (sites) {
  MATCH (st:ServiceStation)
  WHERE st.status = 'OPEN'
  WITH st, $weekday AS day, toString((toInteger($weekday) + 5) % 7 + 1) AS day_before,
       NOT st.is24h AND (st.openFrom IS NULL OR st.openTo IS NULL OR st.openDays IS NULL) AS no_hours
  WITH st, no_hours, [hour IN range(0, 23) WHERE st.is24h OR no_hours
         OR (st.openFrom < st.openTo AND st.openDays CONTAINS day
             AND st.openFrom <= localtime({hour: hour}) AND localtime({hour: hour}) < st.openTo)
         OR (st.openFrom > st.openTo AND st.openDays CONTAINS day
             AND st.openFrom <= localtime({hour: hour}))
         OR (st.openFrom > st.openTo AND st.openDays CONTAINS day_before
             AND localtime({hour: hour}) < st.openTo)] AS hours
  RETURN collect({station: st, hours: hours, no_hours: no_hours}) AS stations
}
CALL (stations) {
  // Each site once for each mode and hour at which something within reach is open, or may be:
  // a station with no hours on record.
  UNWIND stations AS here
  WITH here, here.station AS st
  MATCH (st)<-[way:REACHES]-(s:DeliverySite)
  WHERE way.minutes <= $minutes AND s.status = 'OPEN'
  WITH s, way, here.hours AS hours, here.no_hours AS no_hours
  UNWIND hours AS hour
  WITH s, way.mode AS mode, hour, max(way.method) AS method,
       count(CASE WHEN NOT no_hours THEN 1 END) > 0 AS is_sure
  WITH s, collect({mode: mode, hour: hour, method: method, is_sure: is_sure}) AS times
  WITH times, COUNT {
         MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
       } AS riders
  UNWIND times AS one
  WITH one.mode AS mode, one.hour AS hour, one.is_sure AS is_sure, count(*) AS sites,
       sum(riders) AS riders, max(one.method) AS method
  RETURN collect({mode: mode, hour: hour, is_sure: is_sure, sites: sites, riders: riders,
                  method: method}) AS counted
}
CALL () {
  // Open sites whose place is not known.
  OPTIONAL MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN' AND s.reachPlace IS NULL
  WITH count(s) AS sites, sum(COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  }) AS riders
  RETURN {sites: sites, riders: riders} AS not_computed
}
UNWIND range(0, 23) AS hour
UNWIND ['walk', 'ebike'] AS mode
WITH hour, mode, sites, riders,
     size([here IN stations WHERE hour IN here.hours AND NOT here.no_hours]) AS stations_open,
     head([one IN counted WHERE one.hour = hour AND one.mode = mode AND one.is_sure]) AS found,
     head([one IN counted WHERE one.hour = hour AND one.mode = mode AND NOT one.is_sure]) AS perhaps,
     // Where nothing can be open, what was not computed makes no difference.
     CASE WHEN any(here IN stations WHERE hour IN here.hours) THEN not_computed END AS unasked,
     any(here IN stations WHERE hour IN here.hours AND here.station.reachPlace IS NULL) AS is_unplaced
WITH hour, mode, sites, riders, stations_open, coalesce(found.method, perhaps.method) AS method,
     coalesce(found.sites, 0) AS sites_covered, coalesce(found.riders, 0) AS riders_covered,
     CASE WHEN is_unplaced THEN sites - coalesce(found.sites, 0)
          ELSE coalesce(perhaps.sites, 0) + coalesce(unasked.sites, 0) END AS sites_unknown,
     CASE WHEN is_unplaced THEN riders - coalesce(found.riders, 0)
          ELSE coalesce(perhaps.riders, 0) + coalesce(unasked.riders, 0) END AS riders_unknown
RETURN right('0' + toString(hour), 2) + ':00' AS hour, mode, stations_open, sites_covered, sites_unknown,
       sites,
       CASE WHEN sites > 0 AND sites_unknown = 0 THEN toFloat(sites_covered) / sites END AS site_share,
       riders_covered, riders_unknown, riders,
       CASE WHEN riders > 0 AND riders_unknown = 0 THEN toFloat(riders_covered) / riders END
         AS rider_share, method
ORDER BY hour, mode = 'ebike'
