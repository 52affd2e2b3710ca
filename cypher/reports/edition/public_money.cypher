// ---
// question: R21
// title: {zh: 善款的去向（公开）, en: Where the money went (public)}
// about:
//   zh: 截至当日，哪些类别的组织捐给哪笔专款，专款买了什么，发到了哪几次发放；只画有没有，不画多少。
//   en: "By the day: which groups gave to which fund, what it bought, at which distributions it was handed out; whether, not how much."
// definition:
//   zh: 与“善款的去向”同义，捐赠方只到类别；总额见专款账目。
//   en: "As in 'Where the money went', with givers by group only; totals stand in the fund account."
// audience: [staff, committee, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   source_id: {label: {zh: 自（编号）, en: From (id)}, hidden: true}
//   source: {label: {zh: 自, en: From}, words: group}
//   target_id: {label: {zh: 至（编号）, en: To (id)}, hidden: true}
//   target: {label: {zh: 至, en: To}, words: group}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   tied: {label: {zh: 有, en: Tied}, hidden: true}
// view: {kind: layers, level: level, source: source, source_id: source_id, target: target, target_id: target_id, value: tied, basis: basis}
// rests_on: [Donation, Fund, Purchase, ItemBatch, Distribution, Organization]
// limits: {rows: 2000, seconds: 10}
// expect: {columns: [level, source_id, source, target_id, target, basis, tied], unique: [level, source_id, target_id], not_null: [level, source_id, target_id]}
// ---
CALL () {
  MATCH (o)-[:GAVE]->(d:Donation {kind: 'money'})-[:INTO]->(f:Fund)
  WHERE d.receivedAt <= $as_of_end AND coalesce(d.refundedAt > $as_of_end, true)
  CALL (o) {
    OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    RETURN coalesce(g.code, 'no_group') AS code
  }
  RETURN 1 AS level, code AS source_id, code AS source, f.id AS target_id, f.name AS target,
         collect(d.provenance) AS kinds
  UNION ALL
  MATCH (f:Fund)-[:PAID]->(p:Purchase)-[:BOUGHT]->(b:ItemBatch)
  WHERE p.at <= $as_of_end
  RETURN 2 AS level, f.id AS source_id, f.name AS source, b.item AS target_id, b.item AS target,
         collect(p.provenance) AS kinds
  UNION ALL
  MATCH (p:Purchase)-[:BOUGHT]->(b:ItemBatch)-[:GIVEN_IN]->(g:Distribution)
  WHERE p.at <= $as_of_end AND g.at <= $as_of_end
  RETURN 3 AS level, b.item AS source_id, b.item AS source, g.id AS target_id,
         toString(date(g.at)) + ' ' + g.place AS target, collect(g.provenance) AS kinds
}
RETURN level, source_id, source, target_id, target,
       CASE WHEN 'synthetic' IN kinds THEN 'synthetic' WHEN 'derived' IN kinds THEN 'derived'
            ELSE 'recorded' END AS basis, 1 AS tied
ORDER BY level, source_id, target_id
