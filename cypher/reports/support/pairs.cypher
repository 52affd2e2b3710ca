// ---
// title: {zh: 各组织支持的心愿, en: Wishes that each organisation supported}
// about:
//   zh: 一个组织或企业支持过的心愿，一件一行；矩阵里的一格、“支持最多”里的一条，数的就是这些。
//   en: "The wishes that an organisation or company supported, one a row: what a cell of the matrix and a bar of 'Top supporters' count."
// definition:
//   zh: “支持”指截至当日已确认、且仍在进行或已经兑现的认领；每件心愿在每个组织名下只计一次，先后有几个组织支持的各计一次。配送站点为提出时所在，企业为当日运营该站点的企业。
//   en: "Support is a claim accepted by the day that is still live or has been handed over; a wish counts once for each organisation that supported it. The site is where the rider worked when raising the wish, companies are those operating it on the day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   supporter: {type: text, optional: true, label: {zh: 支持方编号, en: Supporter's id}}
//   state: {type: choice, values: [supported, live, fulfilled], default: supported, label: {zh: 哪些, en: Which}, words: support_state}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   site: {type: choice, from: choices/sites, optional: true, label: {zh: 配送站点, en: Site}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
// columns:
//   supporter_id: {label: {zh: 支持方编号, en: Supporter's id}, links: organisation, hidden: true}
//   supporter: {label: {zh: 支持方, en: Supporter}, links: {record: supporter_id}}
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   sites: {label: {zh: 提出时所在配送站点, en: Site when raised}}
//   accepted: {label: {zh: 确认认领, en: Accepted}}
//   state: {label: {zh: 如今, en: Now}, words: support_state}
// view: {kind: table}
// rests_on: [Wish, Claim, Handover, Organization, Company, Rider, DeliverySite]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [supporter_id, supporter, wish_id, wish, category, sites, accepted, state], unique: [supporter_id, wish_id], not_null: [supporter_id, wish_id, wish, accepted, state]}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($supporter IS NULL OR o.id = $supporter)
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
  AND ($group IS NULL OR EXISTS {
    MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE g.code = $group AND tie.from <= $as_of AND tie.to > $as_of
  })
WITH o, c, w, EXISTS {
       MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
     } AS handed_over, c.endedAt > $as_of_end AS is_live
WHERE handed_over OR is_live
WITH o, w, max(c.acceptedAt) AS accepted, count(CASE WHEN handed_over THEN 1 END) > 0 AS handed_over,
     count(CASE WHEN is_live THEN 1 END) > 0 AS is_live
WHERE CASE $state WHEN 'live' THEN is_live WHEN 'fulfilled' THEN handed_over ELSE true END
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH DISTINCT s ORDER BY s.id
  RETURN collect(s) AS them
}
WITH *
WHERE ($site IS NULL OR any(s IN them WHERE s.id = $site))
  AND ($company IS NULL OR any(s IN them WHERE EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  }))
RETURN o.id AS supporter_id, o.name AS supporter, w.id AS wish_id, w.title AS wish,
       w.category AS category, [s IN them | s.name] AS sites, date(accepted) AS accepted,
       CASE WHEN handed_over THEN 'fulfilled' ELSE 'live' END AS state
ORDER BY accepted DESC, supporter_id, wish_id
