// ---
// question: R11
// title: {zh: 支持关系, en: Who supports whom}
// about:
//   zh: 各组织、企业认领了哪些配送站点的心愿，各多少件。
//   en: "Which organisations and companies took up wishes from which delivery sites, and how many."
// definition:
//   zh: “支持”指截至当日已确认、且仍在进行或已经兑现的认领；未兑现就取消、撤销或过期的认领不算。每件心愿在每个组织名下只计一次。配送站点是骑手提出心愿时所在的站点，骑手后来离职或换站不影响；当时没有站点的心愿不在其内。
//   en: "Support is a claim accepted by the day that is still live or has been handed over; claims cancelled, revoked or expired without a handover do not count. A wish counts once for each organisation. The site is where the rider worked when raising the wish, wherever the rider works now; wishes with no site at that time are not in it."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
// columns:
//   supporter_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   supporter: {label: {zh: 组织或企业, en: Organisation or company}, links: {record: supporter_id}}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   wishes: {label: {zh: 支持的心愿, en: Wishes supported}, unit: count, rows: {report: support/pairs, with: {supporter: supporter_id, site: site_id}}}
//   fulfilled: {label: {zh: 其中已兑现, en: Handed over}, unit: count, rows: {report: support/pairs, values: {state: fulfilled}, with: {supporter: supporter_id, site: site_id}}}
// sums:
//   - {total: wishes, parts: [fulfilled], rest: true}
// view: {kind: matrix, row: supporter, source_id: supporter_id, column: site, target_id: site_id, value: wishes}
// rests_on: [Wish, Claim, Handover, Organization, Company, Rider, DeliverySite]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [supporter_id, supporter, site_id, site, wishes, fulfilled], unique: [supporter_id, site_id], not_null: [supporter_id, site_id, wishes, fulfilled]}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
  AND ($group IS NULL OR EXISTS {
    MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE g.code = $group AND tie.from <= $as_of AND tie.to > $as_of
  })
WITH o, c, w, EXISTS {
       MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS handed_over
WHERE handed_over OR c.endedAt > $as_of_end
MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  AND ($site IS NULL OR s.id = $site)
  AND ($company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  })
RETURN o.id AS supporter_id, o.name AS supporter, s.id AS site_id, s.name AS site,
       count(DISTINCT w) AS wishes,
       count(DISTINCT CASE WHEN handed_over THEN w END) AS fulfilled
ORDER BY wishes DESC, supporter_id, site_id
