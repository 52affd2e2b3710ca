// ---
// question: R11
// title: {zh: 谁支持谁, en: Who supports whom}
// about: {zh: 从组织类别，经受理心愿的服务站点，到骑手所在的配送站点；线越粗，支持的心愿越多。, en: "From the group of organisations, through the station that received the wish, to the delivery site of the rider; the wider the line, the more wishes."}
// definition:
//   zh: 每条线的数字是心愿件数。“支持”指截至当日已确认、且仍在进行或已经兑现的认领；每件心愿只计一次，先后有几个认领的，归于最近确认的一个。一个组织同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类；企业单列。经工作群受理的归于维护该群的站点，走访等没有站点的单列。配送站点按提出时所在，当时没有站点的心愿不在图内。
//   en: "The number on each line is wishes. Support is a claim accepted by the day that is still live or has been handed over; a wish counts once, for the claim accepted last. An organisation in several groups goes to one of them, in the order regional, two-new, village and neighbourhood, town, centre, mass organisation; companies stand by themselves. What came through a chat group counts for the station that looks after it; visits and the like stand by themselves. Sites are those at the time of raising; wishes with none are not drawn."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领确认不早于, en: Accepted from}}
// columns:
//   level: {label: {zh: 段, en: Step}}
//   source: {label: {zh: 自, en: From}, words: group}
//   target: {label: {zh: 至, en: To}, words: group}
//   value: {label: {zh: 心愿数, en: Wishes}, unit: count}
// view: {kind: sankey, source: source, target: target, value: value}
// rests_on: [Wish, Claim, Handover, Organization, OrgGroup, Company, ServiceStation, Rider, DeliverySite]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [level, source, target, value], unique: [level, source, target], not_null: [level, source, target, value]}
// privacy: {small_cell: 5}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND (c.endedAt > $as_of_end OR EXISTS {
    MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  })
WITH w, o ORDER BY c.acceptedAt DESC, c.id DESC, o.id
WITH w, head(collect(o)) AS o
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH collect(g.code) AS codes
  RETURN CASE WHEN o:Company THEN 'company' ELSE coalesce(head([
    code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
    WHERE code IN codes]), 'no_group') END AS helper
}
CALL (w) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN coalesce(st.name, 'no_station') AS station
}
CALL (w) {
  MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  RETURN s.name AS site
}
UNWIND [{level: 1, source: helper, target: station}, {level: 2, source: station, target: site}]
  AS flow
RETURN flow.level AS level, flow.source AS source, flow.target AS target, count(*) AS value
ORDER BY level, value DESC, source, target
