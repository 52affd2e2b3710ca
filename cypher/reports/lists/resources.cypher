// ---
// question: R34
// title: {zh: 资源清单, en: List of resources}
// about:
//   zh: 哪些党组织、企业办成过哪几类心愿，现在手上还能再接几件，管理着哪些服务站点。三张清单之一。
//   en: "Which Party organisations and companies have fulfilled which kinds of wishes, how many more they could take now, and which stations they manage. One of the three lists."
// definition:
//   zh: 截至当日至少兑现过一件心愿，或管理着服务站点的组织和企业；没有列出不等于没有资源。“还能接”=指定的在办上限减去当日进行中的认领，不小于0；上限只是工作上的估计。类别为兑现过的心愿的类别。
//   en: "Organisations and companies that by the day have fulfilled at least one wish or that manage a station; not to be listed is not to have no resources. 'Could take' = the given limit less the live claims of the day, not below 0; the limit is a working estimate only. Kinds are the categories of wishes fulfilled."
// no_past: {zh: 管理服务站点的关系和站点的开闭没有历史记录，按现状；认领和兑现按当日。, en: "Who manages a station, and its opening, keep no history and are as now; claims and handovers are those of the day."}
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   most: {type: integer, default: 3, min: 1, max: 100, label: {zh: 在办上限, en: Live claims at most}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 办过的类别, en: Has fulfilled}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
// columns:
//   supporter_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   supporter: {label: {zh: 组织或企业, en: Organisation or company}, links: {record: supporter_id}}
//   groups: {label: {zh: 组织类别, en: Groups}, words: group}
//   categories: {label: {zh: 办成过的类别, en: Kinds fulfilled}, words: category}
//   fulfilled: {label: {zh: 兑现心愿, en: Wishes fulfilled}, unit: count, rows: {report: support/pairs, values: {state: fulfilled}, with: {supporter: supporter_id}, whatever: [most, category, group]}}
//   live: {label: {zh: 在办认领, en: Live claims}, unit: count, rows: {report: support/pairs, values: {state: live}, with: {supporter: supporter_id}, whatever: [most, category, group]}}
//   could_take: {label: {zh: 还能接, en: Could take}, unit: count, people: false}
//   stations: {label: {zh: 管理的站点, en: Stations managed}}
//   last_handed: {label: {zh: 最近兑现, en: Last handover}}
// view: {kind: table}
// rests_on: [Organization, Company, OrgGroup, Claim, Handover, Wish, ServiceStation]
// limits: {rows: 50000, seconds: 10}
// expect: {columns: [supporter_id, supporter, groups, categories, fulfilled, live, could_take, stations, last_handed], unique: [supporter_id], not_null: [supporter_id, supporter, groups, categories, fulfilled, live, could_take, stations]}
// ---
CALL () {
  MATCH (o:PartyOrganization|Company)-[:MADE]->(:Claim)
  RETURN o
  UNION
  MATCH (o:Organization)-[:MANAGES]->(st:ServiceStation)
  WHERE st.status = 'OPEN'
  RETURN o
}
WITH o
WHERE coalesce(o.from <= $as_of, true) AND coalesce(o.to > $as_of, true)
CALL (o) {
  OPTIONAL MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
  MATCH (c)-[:RESULTED_IN]->(h:Handover)
  WHERE h.at <= $as_of_end
  WITH w, h ORDER BY w.category
  RETURN collect(DISTINCT w.category) AS categories, count(DISTINCT w) AS fulfilled,
         date(max(h.at)) AS last_handed
}
CALL (o) {
  OPTIONAL MATCH (o)-[:MANAGES]->(st:ServiceStation)
  WHERE st.status = 'OPEN'
  WITH st ORDER BY st.id
  RETURN collect(st.name) AS stations
}
WITH o, categories, fulfilled, last_handed, stations
WHERE (fulfilled > 0 OR stations <> []) AND ($category IS NULL OR $category IN categories)
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH DISTINCT g.code AS code ORDER BY code
  RETURN collect(code) AS codes
}
WITH o, categories, fulfilled, last_handed, stations, codes, COUNT {
       MATCH (o)-[:MADE]->(c:Claim) WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
     } AS live
WHERE $group IS NULL OR $group IN codes
RETURN o.id AS supporter_id, o.name AS supporter,
       CASE WHEN o:Company THEN ['company'] WHEN codes = [] THEN ['no_group'] ELSE codes END AS groups,
       categories, fulfilled, live, CASE WHEN live < $most THEN $most - live ELSE 0 END AS could_take,
       stations, last_handed
ORDER BY could_take DESC, fulfilled DESC, supporter_id
