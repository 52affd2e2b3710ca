// ---
// question: R11
// title: {zh: 支持关系明细, en: Support in detail}
// about:
//   zh: 一个组织、企业、服务站点或配送站点在“支持关系”中的全部支持关系，各多少件、兑现多少、花费多少。
//   en: "All support that one organisation, company, service station or delivery site has in 'Who supports whom': how many wishes, how many handed over, at what cost."
// definition:
//   zh: 口径与“支持关系（分层图）”相同，每件心愿只计一次，归于最近确认的认领。选定组织或企业（作为支持方）的，列它支持过的服务站点和配送站点；选定站点的，列支持它的组织、企业和另一方站点；选定运营企业的，列它当日运营的配送站点得到的支持。
//   en: "As in 'Who supports whom in layers': each wish counts once, for the claim accepted last. For an organisation or a supporting company the stations and sites it supported are listed; for a station or a site, the organisations and companies that supported it and the other kind of place; for a company that operates sites, the support that those sites received."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
//   of: {type: text, optional: true, label: {zh: 编号, en: Id}}
// columns:
//   of_id: {label: {zh: 选定的编号, en: Id held}, hidden: true}
//   of_kind: {label: {zh: 选定的种类, en: Kind held}, hidden: true}
//   of_name: {label: {zh: 选定, en: Held}, hidden: true}
//   what: {label: {zh: 哪一方, en: Kind}, words: tie_end}
//   id: {label: {zh: 编号, en: Id}, hidden: true}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   wishes:
//     label: {zh: 心愿, en: Wishes}
//     unit: count
//     rows:
//       - {report: support/wishes, with: {supporter: of_id, station: id}, where: {of_kind: supporter, what: station}, whatever: [of]}
//       - {report: support/wishes, with: {supporter: of_id, site: id}, where: {of_kind: supporter, what: site}, whatever: [of]}
//       - {report: support/wishes, with: {station: of_id, supporter: id}, where: {of_kind: station, what: helper}, whatever: [of]}
//       - {report: support/wishes, with: {station: of_id, site: id}, where: {of_kind: station, what: site}, whatever: [of]}
//       - {report: support/wishes, with: {site: of_id, supporter: id}, where: {of_kind: site, what: helper}, whatever: [of]}
//       - {report: support/wishes, with: {site: of_id, station: id}, where: {of_kind: site, what: station}, whatever: [of]}
//   fulfilled:
//     label: {zh: 兑现, en: Done}
//     unit: count
//     rows:
//       - {report: support/wishes, values: {state: fulfilled}, with: {supporter: of_id, station: id}, where: {of_kind: supporter, what: station}, whatever: [of]}
//       - {report: support/wishes, values: {state: fulfilled}, with: {supporter: of_id, site: id}, where: {of_kind: supporter, what: site}, whatever: [of]}
//       - {report: support/wishes, values: {state: fulfilled}, with: {station: of_id, supporter: id}, where: {of_kind: station, what: helper}, whatever: [of]}
//       - {report: support/wishes, values: {state: fulfilled}, with: {station: of_id, site: id}, where: {of_kind: station, what: site}, whatever: [of]}
//       - {report: support/wishes, values: {state: fulfilled}, with: {site: of_id, supporter: id}, where: {of_kind: site, what: helper}, whatever: [of]}
//       - {report: support/wishes, values: {state: fulfilled}, with: {site: of_id, station: id}, where: {of_kind: site, what: station}, whatever: [of]}
//   cost:
//     label: {zh: 花费, en: Cost}
//     unit: fen
//     rows:
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {supporter: of_id, station: id}, where: {of_kind: supporter, what: station}, whatever: [of]}
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {supporter: of_id, site: id}, where: {of_kind: supporter, what: site}, whatever: [of]}
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {station: of_id, supporter: id}, where: {of_kind: station, what: helper}, whatever: [of]}
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {station: of_id, site: id}, where: {of_kind: station, what: site}, whatever: [of]}
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {site: of_id, supporter: id}, where: {of_kind: site, what: helper}, whatever: [of]}
//       - {report: support/wishes, adds: cost, values: {state: fulfilled}, with: {site: of_id, station: id}, where: {of_kind: site, what: station}, whatever: [of]}
//   last_day: {label: {zh: 最近认领, en: Last claimed}}
// sums:
//   - {total: wishes, parts: [fulfilled], rest: true}
// view: {kind: table}
// rests_on: [Wish, Claim, Handover, Organization, Company, ServiceStation, ChatGroup, Rider, DeliverySite]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [of_id, of_kind, of_name, what, id, name, wishes, fulfilled, cost, last_day], unique: [what, id], not_null: [of_id, of_kind, what, id, name, wishes, fulfilled]}
// ---
CALL () {
  // Every wish that may be tied to it, whatever its claims and days.
  CALL () {
    MATCH (:Organization {id: $of})-[:MADE]->(:Claim)-[:FOR]->(w:Wish) RETURN w
    UNION
    MATCH (:Company {id: $of})-[:MADE]->(:Claim)-[:FOR]->(w:Wish) RETURN w
    UNION
    MATCH (:Company {id: $of})-[:OPERATES]->(:DeliverySite)<-[:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)
    RETURN w
    UNION
    MATCH (:DeliverySite {id: $of})<-[:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish) RETURN w
    UNION
    MATCH (:ServiceStation {id: $of})<-[:VIA]-(w:Wish) RETURN w
    UNION
    MATCH (:ServiceStation {id: $of})<-[:LOOKED_AFTER_BY]-(:ChatGroup)<-[:VIA]-(w:Wish) RETURN w
  }
  MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w)
  WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
    AND ($since IS NULL OR date(c.acceptedAt) >= $since)
    AND ($category IS NULL OR w.category = $category)
  OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  WITH w, o, c, count(h) > 0 AS done, sum(h.costFen) AS cost
  WHERE done OR c.endedAt > $as_of_end
  WITH w, o, c, done, cost ORDER BY c.acceptedAt DESC, c.id DESC, o.id
  WITH w, head(collect({by: o, day: date(c.acceptedAt), done: done, cost: cost})) AS last
  CALL (w) {
    OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
    OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
    RETURN st
  }
  CALL (w) {
    MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    WITH s ORDER BY s.id LIMIT 1
    RETURN s
  }
  WITH last, st, s, last.by.id = $of AS helped, EXISTS {
         MATCH (co:Company)-[runs:OPERATES]->(s)
         WHERE co.id = $of AND runs.from <= $as_of AND runs.to > $as_of
       } AS operated
  WHERE helped OR operated OR st.id = $of OR s.id = $of
  RETURN collect({last: last, helper: last.by, station: st, site: s}) AS held
}
UNWIND held AS one
UNWIND [
  {what: 'helper', thing: one.helper}, {what: 'station', thing: one.station}, {what: 'site', thing: one.site}
] AS end
WITH end.what AS what, end.thing AS thing, one.last AS last
WHERE thing IS NOT NULL AND thing.id <> $of
WITH what, thing, count(*) AS wishes, count(CASE WHEN last.done THEN 1 END) AS fulfilled,
     sum(last.cost) AS cost, max(last.day) AS last_day
WITH what, thing, wishes, fulfilled, cost, last_day, head(
       COLLECT { MATCH (n:Organization) WHERE n.id = $of RETURN n.name }
       + COLLECT { MATCH (n:Company) WHERE n.id = $of RETURN n.name }
       + COLLECT { MATCH (n:ServiceStation) WHERE n.id = $of RETURN n.name }
       + COLLECT { MATCH (n:DeliverySite) WHERE n.id = $of RETURN n.name }
     ) AS of_name
RETURN $of AS of_id, CASE WHEN $of STARTS WITH 'ST-' THEN 'station' WHEN $of STARTS WITH 'SITE-' THEN 'site'
            WHEN $of STARTS WITH 'ORG-' THEN 'supporter' ELSE 'company' END AS of_kind, of_name, what, thing.id AS id, thing.name AS name, wishes, fulfilled, cost, last_day
ORDER BY CASE what WHEN 'helper' THEN 1 WHEN 'station' THEN 2 ELSE 3 END, wishes DESC, id
