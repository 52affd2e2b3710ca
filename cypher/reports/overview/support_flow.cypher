// ---
// question: R11
// title: {zh: 支持关系, en: Who supports whom}
// about: {zh: 从组织类别，经受理心愿的服务站点，到骑手所在的配送站点；线越粗，支持的心愿越多。, en: "From the group of organisations, through the station that received the wish, to the delivery site of the rider; the wider the line, the more wishes."}
// definition:
//   zh: 每条线的数字是心愿件数。“支持”指截至当日已确认、且仍在进行或已经兑现的认领；每件心愿只计一次，先后有几个认领的，归于最近确认的一个。一个组织同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类；企业单列。经工作群受理的归于维护该群的站点，走访等没有站点的单列。配送站点按提出时所在，当时没有站点的心愿不在图内。选了运营企业时，只看该企业当日运营的配送站点。
//   en: "The number on each line is wishes. Support is a claim accepted by the day that is still live or has been handed over; a wish counts once, for the claim accepted last. An organisation in several groups goes to one of them, in the order regional, two-new, village and neighbourhood, town, centre, mass organisation; companies stand by themselves. What came through a chat group counts for the station that looks after it; visits and the like stand by themselves. Sites are those at the time of raising; wishes with none are not drawn. With a company chosen only the sites that it operates on the day are looked at."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   source_id: {label: {zh: 自（编号）, en: From (id)}, hidden: true}
//   source: {label: {zh: 自, en: From}, words: group, links: {record: source_id}}
//   target_id: {label: {zh: 至（编号）, en: To (id)}, hidden: true}
//   target: {label: {zh: 至, en: To}, words: group, links: {record: target_id}}
//   value: {label: {zh: 心愿数, en: Wishes}, unit: count, rows: [
//     {report: support/wishes, where: {level: 1, target: no_station}, with: {counted_in: source}, values: {received: elsewhere}},
//     {report: support/wishes, where: {level: 1}, with: {counted_in: source, station: target_id}},
//     {report: support/wishes, where: {level: 2, source: no_station}, with: {site: target_id}, values: {received: elsewhere}},
//     {report: support/wishes, where: {level: 2}, with: {station: source_id, site: target_id}}]}
// same_as:
//   - {column: value, rows: {level: 1}, report: overview/support_flow, its_column: value, its_rows: {level: 2}, by: {target_id: source_id}}
// view: {kind: sankey, level: level, source: source, source_id: source_id, target: target, target_id: target_id, value: value}
// rests_on: [Wish, Claim, Handover, Organization, OrgGroup, Company, ServiceStation, Rider, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [level, source_id, source, target_id, target, value], unique: [level, source, target_id], not_null: [level, source, target, value]}
// privacy: {small_cell: 5}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
  AND (c.endedAt > $as_of_end OR EXISTS {
    MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  })
WITH w, o ORDER BY c.acceptedAt DESC, c.id DESC, o.id
WITH w, head(collect(o)) AS o
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH collect(g.code) AS codes
  RETURN $group IS NULL OR $group IN codes AS wanted, CASE WHEN o:Company THEN 'company' ELSE coalesce(head([
    code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
    WHERE code IN codes]), 'no_group') END AS helper
}
WITH w, helper, wanted
WHERE wanted
CALL (w) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st.id AS station_id, coalesce(st.name, 'no_station') AS station
}
CALL (w) {
  MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s
}
WITH helper, station_id, station, s
WHERE $company IS NULL OR EXISTS {
    MATCH (co:Company)-[runs:OPERATES]->(s)
    WHERE co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  }
UNWIND [
  {level: 1, source_id: null, source: helper, target_id: station_id, target: station},
  {level: 2, source_id: station_id, source: station, target_id: s.id, target: s.name}
] AS flow
RETURN flow.level AS level, flow.source_id AS source_id, flow.source AS source,
       flow.target_id AS target_id, flow.target AS target, count(*) AS value
ORDER BY level, value DESC, source, target, target_id
