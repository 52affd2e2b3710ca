// ---
// question: R01
// title: {zh: 久未认领的心愿, en: Wishes long unclaimed}
// about:
//   zh: 发布已超过指定天数、截至当日仍无人认领的心愿，按受理站点排列，并给出站点附近有多少党组织可以联系。
//   en: "Wishes published more than the given number of days ago that nobody has claimed, by station, with how many Party organisations near that station could help."
// definition:
//   zh: 截至当日处于“待认领”或“转入下轮”、且没有进行中的认领的心愿；天数自首次发布起算。附近的党组织：管理该站点、服务该站点所在村居，或所在地到站点的路程（直线距离×1.3）在指定分钟之内；步行按每小时4.8公里、电动车按每小时15公里计。经工作群受理的心愿归于维护该群的站点；没有站点的心愿不判断附近有无党组织。
//   en: "Wishes that on the day are published or carried over and have no live claim; days count from the first publication. A Party organisation is near when it manages the station, serves the area the station is in, or its seat is within the given minutes by path (straight line x 1.3; walking 4.8 km/h, e-bike 15 km/h). A wish that came through a chat group counts for the station that looks after the group; where there is no station, nearness is left empty."
// no_past: {zh: 组织、场所的位置和站点的管理方没有历史记录，按现状，只影响“附近党组织”。, en: "Places of organisations and venues, and who manages a station, keep no history and are as now; only 'organisations near' rests on them."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   days: {type: integer, default: 30, min: 0, max: 730, label: {zh: 超过天数, en: More than (days)}}
//   minutes: {type: integer, default: 15, min: 1, max: 120, label: {zh: 附近（分钟）, en: Near (minutes)}}
//   mode: {type: choice, values: [ebike, walk], default: ebike, label: {zh: 出行方式, en: Mode}, words: mode}
//   only_without: {type: boolean, default: false, label: {zh: 只看附近无党组织的, en: Only with no organisation near}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   station_id: {label: {zh: 站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}}
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   site_id: {label: {zh: 配送站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   published: {label: {zh: 首次发布, en: First published}}
//   days_open: {label: {zh: 已等待, en: Waiting}, unit: day}
//   organisations_near: {label: {zh: 附近党组织, en: Organisations near}, unit: count, links: {report: support/could_claim, with: {site: site_id, category: category}}, people: false, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, ServiceStation, Venue, Organization, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [station_id, station, wish_id, wish, category, site_id, site, published, days_open, organisations_near], unique: [wish_id], not_null: [wish_id, category, published, days_open]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
  AND now.at <= $as_of_end AND now.until > $as_of_end
  AND ($category IS NULL OR w.category = $category)
  AND NOT EXISTS {
    MATCH (c:Claim)-[:FOR]->(w)
    WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
  }
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN min(e.at) AS published
}
WITH w, published, duration.inDays(published, $as_of_end).days AS days_open
WHERE days_open > $days
CALL (w) {
  // The station of the wish: directly, or the one that looks after its chat group.
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
WITH st, collect({wish: w, published: published, days: days_open}) AS waiting
WHERE $station IS NULL OR st.id = $station
CALL (st) {
  // Counted once for a station, whoever waits there; each way to be near begins from an index.
  OPTIONAL MATCH (v:Venue)-[:HOSTS]->(st)
  WITH st, v ORDER BY v.id LIMIT 1
  WITH st, v, $minutes * CASE $mode WHEN 'walk' THEN 80.0 ELSE 250.0 END / 1.3 AS metres
  CALL (st, v, metres) {
    OPTIONAL MATCH (o:Organization)-[:MANAGES]->(st)
    RETURN o
    UNION
    OPTIONAL MATCH (v)-[lies:IN_AREA]->(:Area)<-[serves:SERVES_AREA]-(o:Organization)
    WHERE serves.from <= $as_of AND serves.to > $as_of
      AND lies.from <= $as_of AND lies.to > $as_of
    RETURN o
    UNION
    OPTIONAL MATCH (o:Organization)
    WHERE point.distance(o.location, v.location) <= metres
    RETURN o
    UNION
    OPTIONAL MATCH (seat:Venue)<-[sits:LOCATED_AT]-(o:Organization)
    WHERE point.distance(seat.location, v.location) <= metres
      AND sits.from <= $as_of AND sits.to > $as_of
    RETURN o
  }
  WITH st, count(DISTINCT CASE
         WHEN o:PartyOrganization AND coalesce(o.from <= $as_of, true) AND o.to > $as_of THEN o
       END) AS them
  RETURN CASE WHEN st IS NOT NULL THEN them END AS organisations_near
}
WITH st, waiting, organisations_near
WHERE NOT $only_without OR organisations_near = 0
UNWIND waiting AS one
WITH st, organisations_near, one.wish AS w, one.published AS published, one.days AS days_open
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
RETURN st.id AS station_id, st.name AS station, w.id AS wish_id, w.title AS wish,
       w.category AS category, s.id AS site_id, s.name AS site, date(published) AS published, days_open, organisations_near
ORDER BY station, station_id, days_open DESC, wish_id
