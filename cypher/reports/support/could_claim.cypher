// ---
// question: R26
// title: {zh: 谁可以认领这些心愿, en: Who could take up which wish}
// about:
//   zh: 每件待认领的心愿，可以联系哪些党组织：兑现过同类心愿，就在附近，手上认领又不多。附理由，供联系时参考，不是派任务。
//   en: "For each open wish the Party organisations that could be asked: they have fulfilled the same kind, sit nearby and hold few claims. With the reasons, to help when calling on them; nothing is assigned."
// definition:
//   zh: 三个条件都满足才列：截至当日兑现过同类别的心愿；所在地到提出心愿时所在配送站点的路程（直线距离×1.3，步行每小时4.8公里、电动车每小时15公里）在指定分钟之内；当日进行中的认领少于指定件数。每件心愿列最近的几家，一样近的先列在办少的，“可联系”是符合条件的总数；一家也没有的心愿也列出，组织为空。截至当日认领过这件心愿的组织不再列。当时没有站点的心愿无从判断远近，也按没有列出。
//   en: "All three must hold: by the day it has fulfilled a wish of the same category; the path from its seat to the site where the wish was raised (straight line x 1.3; walking 4.8 km/h, e-bike 15 km/h) takes no more than the given minutes; it holds fewer live claims on the day than the given number. The nearest few are listed for each wish, of equally near ones that with fewer live claims first; 'could be asked' is how many there are; a wish with none is listed with no organisation. One that has claimed this very wish before is left out. For a wish raised at no site nearness cannot be judged, and none is listed."
// no_past: {zh: 组织、场所和站点的位置没有历史记录，按现状。, en: "Places of organisations, venues and sites keep no history; they are as now."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   minutes: {type: integer, default: 15, min: 1, max: 120, label: {zh: 路程（分钟）, en: Within (minutes)}}
//   mode: {type: choice, values: [ebike, walk], default: ebike, label: {zh: 出行方式, en: Mode}, words: mode}
//   fewer_than: {type: integer, default: 3, min: 1, max: 100, label: {zh: 在办认领少于, en: Fewer live claims than}}
//   top: {type: integer, default: 3, min: 1, max: 50, label: {zh: 每件列几家, en: Listed for each}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   wish: {type: text, optional: true, label: {zh: 心愿编号, en: Wish id}}
// columns:
//   wish_id: {label: {zh: 心愿编号, en: Wish id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   days_open: {label: {zh: 已等待, en: Waiting}, unit: day}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 提出时所在配送站点, en: Site when raised}, links: {record: site_id}}
//   could: {label: {zh: 可联系, en: Could be asked}, unit: count, people: false, measure: {zh: 家, en: organisations}}
//   organisation_id: {label: {zh: 组织编号, en: Organisation id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 党组织, en: Party organisation}, links: {record: organisation_id}, empty: not_applicable}
//   reasons: {label: {zh: 理由, en: Reasons}, words: reason}
//   same_kind: {label: {zh: 兑现过同类, en: Same kind fulfilled}, unit: count, empty: not_applicable}
//   minutes: {label: {zh: 路程, en: Path takes}, unit: minute, empty: not_applicable}
//   live: {label: {zh: 在办认领, en: Live claims}, unit: count, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, WishEvent, Claim, Handover, Organization, Venue, DeliverySite, ServiceStation]
// limits: {rows: 5000, seconds: 20}
// expect: {columns: [wish_id, wish, category, days_open, site_id, site, could, organisation_id, organisation, reasons, same_kind, minutes, live], unique: [wish_id, organisation_id], not_null: [wish_id, category, days_open, could, reasons]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
  AND now.at <= $as_of_end AND now.until > $as_of_end
  AND ($category IS NULL OR w.category = $category) AND ($wish IS NULL OR w.id = $wish)
CALL (w) {
  MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN duration.inDays(min(e.at), $as_of_end).days AS days_open
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
WITH s, w, days_open, 1.3 / CASE $mode WHEN 'walk' THEN 80.0 ELSE 250.0 END AS minutes_a_metre
WHERE ($site IS NULL OR s.id = $site)
  AND ($station IS NULL OR EXISTS { MATCH (w)-[:VIA]->(st:ServiceStation) WHERE st.id = $station }
       OR EXISTS {
         MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(st:ServiceStation)
         WHERE st.id = $station AND tie.from <= $as_of AND tie.to > $as_of
       })
  AND ($company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  })
WITH s, minutes_a_metre, $minutes / minutes_a_metre AS metres,
     collect({wish: w, days: days_open}) AS waiting
CALL (s, metres, minutes_a_metre) {
  // Who sits near the site, by its own place or by the venue it sits at: once for all its wishes.
  CALL (s, metres) {
    MATCH (o:Organization)
    WHERE point.distance(o.location, s.location) <= metres
    RETURN o, o.location AS seat
    UNION
    MATCH (v:Venue)
    WHERE point.distance(v.location, s.location) <= metres
    MATCH (v)<-[sits:LOCATED_AT]-(o:Organization)
    WHERE sits.from <= $as_of AND sits.to > $as_of
    RETURN o, v.location AS seat
  }
  WITH o, s, minutes_a_metre, min(point.distance(seat, s.location)) AS straight
  WHERE o:PartyOrganization AND coalesce(o.from <= $as_of, true) AND o.to > $as_of
  WITH o, s, straight * minutes_a_metre AS minutes, COUNT {
         MATCH (o)-[:MADE]->(c:Claim)
         WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
       } AS live
  WHERE live < $fewer_than
  CALL (o, s) {
    MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(done:Wish)
    WHERE EXISTS { MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end }
    WITH DISTINCT s, done
    CALL (done) {
      // From the wish to its site, not from the site through all who ever worked there.
      OPTIONAL MATCH (done)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(at:DeliverySite)
      WHERE works.from <= date(done.submittedAt) AND works.to > date(done.submittedAt)
      RETURN collect(at) AS sites
    }
    WITH done.category AS category, count(*) AS wishes,
         max(CASE WHEN s IN sites THEN 1 ELSE 0 END) AS here
    RETURN collect({category: category, wishes: wishes}) AS kinds, max(here) AS here
  }
  WITH o, s, minutes, live, kinds, here WHERE kinds <> []
  RETURN collect({
    organisation: o, minutes: minutes, live: live, kinds: kinds, same_site: here = 1,
    own_area: EXISTS {
      MATCH (o)-[serves:SERVES_AREA]->(:Area)<-[lies:IN_AREA]-(s)
      WHERE serves.from <= $as_of AND serves.to > $as_of
        AND lies.from <= $as_of AND lies.to > $as_of
    }
  }) AS near
}
UNWIND waiting AS one
WITH s, near, one.wish AS w, one.days AS days_open
CALL (w, near) {
  UNWIND near AS able
  WITH w, able, able.organisation AS o,
       head([kind IN able.kinds WHERE kind.category = w.category]) AS same
  WHERE same IS NOT NULL AND NOT EXISTS {
    MATCH (o)-[:MADE]->(before:Claim)-[:FOR]->(w) WHERE before.claimedAt <= $as_of_end
  }
  WITH able, o, same, EXISTS { MATCH (o)-[:MANAGES]->(:ServiceStation)<-[:VIA]-(w) } AS own_station
  ORDER BY able.minutes, able.live, o.id
  RETURN collect({
    organisation: o, minutes: able.minutes, live: able.live, same_kind: same.wishes,
    reasons: ['same_kind', 'near', 'has_room']
      + CASE WHEN able.same_site THEN ['same_site'] ELSE [] END
      + CASE WHEN able.own_area THEN ['own_area'] ELSE [] END
      + CASE WHEN own_station THEN ['own_station'] ELSE [] END
      + CASE WHEN able.live = 0 THEN ['idle'] ELSE [] END
  }) AS them
}
WITH s, w, days_open, size(them) AS could,
     CASE WHEN them = [] THEN [{reasons: []}] ELSE them[..$top] END AS first
UNWIND first AS one
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, days_open,
       s.id AS site_id, s.name AS site, could,
       one.organisation.id AS organisation_id, one.organisation.name AS organisation,
       one.reasons AS reasons, one.same_kind AS same_kind, one.minutes AS minutes, one.live AS live
ORDER BY days_open DESC, wish_id, minutes, live, organisation_id
