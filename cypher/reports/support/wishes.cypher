// ---
// title: {zh: 得到支持的心愿, en: Wishes that were supported}
// about:
//   zh: “支持关系”图中的心愿，一件一行：谁支持的、哪个服务站点受理、骑手在哪个配送站点、兑现没有。
//   en: "The wishes of 'Who supports whom', one a row: who supported it, which station received it, at which site the rider worked, whether it was handed over."
// definition:
//   zh: 口径与“支持关系”的流向和分层图相同：截至当日已确认、且仍在进行或已经兑现的认领；每件心愿只计一次，归于最近确认的一个；一个组织同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类，企业单列。服务站点为受理站点，经工作群受理的归于维护该群的站点；走访等没有站点。配送站点为提出时所在，当时没有站点的心愿不在其内；企业为当日运营该配送站点的企业。
//   en: "As in the flow and the layers of 'Who supports whom': claims accepted by the day that are still live or have been handed over; a wish counts once, for the claim accepted last. An organisation in several groups goes to one of them, in the order regional, two-new, village and neighbourhood, town, centre, mass organisation; companies stand by themselves. The station is where the wish came in, or the one that looks after its chat group; visits and the like have none. The site is where the rider worked when raising it, wishes with none are not in it; companies are those operating the site on the day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   counted_in: {type: choice, values: [regional, two_new, village_neighbourhood, town, centre, mass_org, company, no_group], optional: true, label: {zh: 归入类别, en: Counted in}, words: group}
//   supporter: {type: text, optional: true, label: {zh: 支持方编号, en: Supporter's id}}
//   received: {type: choice, values: [station, elsewhere], optional: true, label: {zh: 受理, en: Came in}, words: received_at}
//   basis: {type: choice, values: [recorded, derived, assumed, synthetic], optional: true, label: {zh: 依据, en: Basis}, words: basis}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
//   state: {type: choice, values: [supported, live, fulfilled], default: supported, label: {zh: 哪些, en: Which}, words: support_state}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   supporter_id: {label: {zh: 支持方编号, en: Supporter's id}, links: organisation, hidden: true}
//   supporter: {label: {zh: 支持方, en: Supporter}, links: {record: supporter_id}}
//   counted_in: {label: {zh: 归入类别, en: Counted in}, words: group}
//   station_id: {label: {zh: 服务站点编号, en: Station id}, links: station, hidden: true}
//   station: {label: {zh: 服务站点, en: Station}, links: {record: station_id}, empty: not_applicable}
//   site_id: {label: {zh: 配送站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   accepted: {label: {zh: 确认认领, en: Accepted}}
//   handed_over: {label: {zh: 兑现, en: Handed over}, empty: not_applicable}
//   cost: {label: {zh: 花费, en: Cost}, unit: fen, adds_up: true, empty: not_applicable}
// view: {kind: table}
// rests_on: [Wish, Claim, Handover, Organization, OrgGroup, Company, ServiceStation, ChatGroup, Rider, DeliverySite]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [wish_id, wish, category, supporter_id, supporter, counted_in, station_id, station, site_id, site, basis, accepted, handed_over, cost], unique: [wish_id], not_null: [wish_id, wish, supporter_id, counted_in, site_id, basis, accepted]}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
CALL (c) {
  OPTIONAL MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  RETURN max(h.at) AS done, sum(h.costFen) AS cost
}
WITH w, o, c, done, cost
WHERE done IS NOT NULL OR c.endedAt > $as_of_end
WITH w, o, c, done, cost ORDER BY c.acceptedAt DESC, c.id DESC, o.id
WITH w, head(collect({by: o, claim: c, done: done, cost: cost})) AS last
WITH w, last.by AS o, last.claim AS c, last.done AS done, last.cost AS cost
WHERE ($supporter IS NULL OR o.id = $supporter)
  AND CASE $state WHEN 'live' THEN done IS NULL WHEN 'fulfilled' THEN done IS NOT NULL ELSE true END
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH collect(g.code) AS codes
  RETURN codes, CASE WHEN o:Company THEN 'company' ELSE coalesce(head([
    code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
    WHERE code IN codes]), 'no_group') END AS counted_in
}
WITH w, o, c, done, cost, codes, counted_in
WHERE ($group IS NULL OR $group IN codes) AND ($counted_in IS NULL OR counted_in = $counted_in)
CALL (w, c) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH c, w, coalesce(direct, behind) AS st, direct IS NULL AND tie.assumed AS assumed
  ORDER BY st.id LIMIT 1
  RETURN st, CASE WHEN assumed THEN 'assumed'
                  WHEN 'synthetic' IN [w.provenance, c.provenance] THEN 'synthetic'
                  WHEN 'derived' IN [w.provenance, c.provenance] THEN 'derived'
                  ELSE 'recorded' END AS basis
}
CALL (w) {
  MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
WITH w, o, c, done, cost, counted_in, st, basis, s
WHERE ($station IS NULL OR st.id = $station) AND ($site IS NULL OR s.id = $site)
  AND ($basis IS NULL OR basis = $basis)
  AND CASE $received WHEN 'station' THEN st IS NOT NULL WHEN 'elsewhere' THEN st IS NULL ELSE true END
  AND ($company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  })
RETURN w.id AS wish_id, w.title AS wish, w.category AS category, o.id AS supporter_id,
       o.name AS supporter, counted_in, st.id AS station_id, st.name AS station, s.id AS site_id,
       s.name AS site, basis, date(c.acceptedAt) AS accepted, date(done) AS handed_over,
       CASE WHEN done IS NOT NULL THEN cost END AS cost
ORDER BY accepted DESC, wish_id
