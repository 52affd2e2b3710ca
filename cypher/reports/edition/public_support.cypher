// ---
// question: R11
// title: {zh: 哪类组织支持哪些站点, en: Which groups support which sites}
// about:
//   zh: 期间内有组织支持过的配送站点，由哪些类别支持；只画有没有，不画多少。
//   en: "Which groups of organisations supported which delivery sites in the period: whether, not how much."
// definition:
//   zh: “支持”与“支持关系”同义：截至当日已确认、且仍在进行或已经兑现的认领，按心愿提出时所在的站点。一个组织同属几类的，每类都算；企业另成一类。没有得到过支持的开放站点也列出。
//   en: "Support as in 'Who supports whom': claims accepted by the day that are live or were handed over, by the site at the time of raising. An organisation in several groups counts in each; companies are a group of their own. Open sites without support are listed too."
// audience: [staff, committee, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   source_id: {label: {zh: 类别代码, en: Code}, hidden: true}
//   source: {label: {zh: 组织类别, en: Group}, words: group}
//   target_id: {label: {zh: 站点编号, en: Site id}, hidden: true}
//   target: {label: {zh: 配送站点, en: Delivery site}}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   tied: {label: {zh: 有支持, en: Supported}, hidden: true}
// view: {kind: layers, level: level, source: source, source_id: source_id, target: target, target_id: target_id, value: tied, basis: basis}
// rests_on: [Wish, Claim, Organization, OrgGroup, Company, Rider, DeliverySite]
// limits: {rows: 2000, seconds: 10}
// expect: {columns: [level, source_id, source, target_id, target, basis, tied], unique: [source_id, target_id], not_null: [level, target_id, target]}
// ---
CALL () {
  MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
  WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
    AND ($since IS NULL OR date(c.acceptedAt) >= $since)
    AND (c.endedAt > $as_of_end OR EXISTS {
      MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
    })
  WITH c, w, o, [(o)-[tie:IN_GROUP]->(g:OrgGroup) | [g.code, tie.from, tie.to]] AS groups
  WITH c, w, o, [one IN groups WHERE one[1] <= $as_of AND one[2] > $as_of | one[0]] AS codes
  UNWIND CASE WHEN o:Company THEN ['company'] WHEN codes = [] THEN ['no_group'] ELSE codes END AS code
  CALL (w) {
    MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
    WITH s, works, date(w.submittedAt) AS day
    WHERE works.from <= day AND works.to > day
    RETURN s
  }
  RETURN code, s, CASE WHEN 'synthetic' IN collect(w.provenance) + collect(c.provenance)
                       THEN 'synthetic' ELSE 'recorded' END AS basis
  UNION
  MATCH (s:DeliverySite)
  WHERE s.status = 'OPEN'
  RETURN null AS code, s, null AS basis
}
WITH s, collect({code: code, basis: basis}) AS found
WITH s, found, [one IN found WHERE one.code IS NOT NULL] AS ties
UNWIND CASE WHEN ties = [] THEN [{code: null, basis: null}] ELSE ties END AS one
RETURN 1 AS level, one.code AS source_id, one.code AS source, s.id AS target_id, s.name AS target,
       one.basis AS basis, CASE WHEN one.code IS NULL THEN 0 ELSE 1 END AS tied
ORDER BY source_id, target_id
