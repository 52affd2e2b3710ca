// ---
// question: R21
// title: {zh: 善款的去向, en: Where the money went}
// about:
//   zh: 截至当日，谁捐给哪笔专款，专款买了什么，物品发到了哪几次发放。
//   en: "By the day: who gave to which fund, what the fund bought, and at which distributions it was handed out."
// definition:
//   zh: 捐赠为到账且当日未退回的资金，不愿具名的合为一处；采购按批次的数量乘单价；专款没有用完的部分记为结余，在专款自己的右侧；发放按批次中发出的数量乘单价，没有发完的记为未发放。专款是一个池子，谁的钱买了哪一件无从说起。
//   en: "Donations are money received and not refunded by the day, those who would not be named together as one; purchases are quantity times unit price of each batch; what a fund has not spent is its balance; distributions are the quantity handed out times unit price, and the rest is not handed out. A fund is a pool: whose money bought which thing cannot be said."
// audience: [staff, committee]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   group: {label: {zh: 组织类别, en: Group}, words: group}
//   source_id: {label: {zh: 自（编号）, en: From (id)}, hidden: true}
//   source: {label: {zh: 自, en: From}, words: money_place}
//   target_id: {label: {zh: 至（编号）, en: To (id)}, hidden: true}
//   target: {label: {zh: 至, en: To}, words: money_place}
//   basis: {label: {zh: 依据, en: Basis}, words: basis}
//   amount: {label: {zh: 金额, en: Amount}, unit: fen}
// view: {kind: layers, level: level, group: group, source: source, source_id: source_id, target: target, target_id: target_id, value: amount, basis: basis}
// rests_on: [Donation, Fund, Purchase, ItemBatch, Distribution, Organization]
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [level, group, source_id, source, target_id, target, basis, amount], unique: [level, source_id, target_id], not_null: [level, source_id, target_id, amount]}
// ---
CALL () {
  MATCH (o)-[:GAVE]->(d:Donation {kind: 'money'})-[:INTO]->(f:Fund)
  WHERE d.receivedAt <= $as_of_end AND coalesce(d.refundedAt > $as_of_end, true)
  CALL (o) {
    OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH collect(g.code) AS codes
    RETURN coalesce(head([
             code IN ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
             WHERE code IN codes]), 'no_group') AS code
  }
  WITH d, f, code, CASE WHEN d.publicity = 'anonymous' THEN 'anonymous' ELSE o.id END AS source_id,
       CASE WHEN d.publicity = 'anonymous' THEN 'anonymous' ELSE o.name END AS source
  WITH f, source_id, source, CASE WHEN source_id = 'anonymous' THEN 'unnamed' ELSE code END AS code, d
  RETURN 1 AS level, code AS `group`, source_id, source, f.id AS target_id, f.name AS target,
         collect(d.provenance) AS kinds, sum(d.amountFen) AS amount
  UNION ALL
  MATCH (f:Fund)-[:PAID]->(p:Purchase)-[:BOUGHT]->(b:ItemBatch)
  WHERE p.at <= $as_of_end
  RETURN 2 AS level, null AS `group`, f.id AS source_id, f.name AS source, b.item AS target_id,
         b.item AS target, collect(p.provenance) AS kinds, sum(b.qty * b.unitFen) AS amount
  UNION ALL
  MATCH (f:Fund)
  WHERE f.openedAt <= $as_of_end
  WITH f, COLLECT {
    MATCH (d:Donation {kind: 'money'})-[:INTO]->(f)
    WHERE d.receivedAt <= $as_of_end AND coalesce(d.refundedAt > $as_of_end, true)
    RETURN d.amountFen
  } AS into, COLLECT {
    MATCH (f)-[:PAID]->(p:Purchase)-[:BOUGHT]->(b:ItemBatch) WHERE p.at <= $as_of_end
    RETURN b.qty * b.unitFen
  } AS out
  WITH f, reduce(fen = 0, one IN into | fen + one) - reduce(fen = 0, one IN out | fen + one) AS rest
  WHERE rest > 0
  RETURN 2 AS level, null AS `group`, f.id AS source_id, f.name AS source, 'balance' AS target_id,
         'balance' AS target, [f.provenance] AS kinds, rest AS amount
  UNION ALL
  MATCH (p:Purchase)-[:BOUGHT]->(b:ItemBatch)-[given:GIVEN_IN]->(g:Distribution)
  WHERE p.at <= $as_of_end AND g.at <= $as_of_end
  RETURN 3 AS level, null AS `group`, b.item AS source_id, b.item AS source, g.id AS target_id,
         toString(date(g.at)) + ' ' + g.place AS target, collect(g.provenance) AS kinds,
         sum(given.qty * b.unitFen) AS amount
  UNION ALL
  MATCH (p:Purchase)-[:BOUGHT]->(b:ItemBatch)
  WHERE p.at <= $as_of_end
  WITH b, COLLECT {
    MATCH (b)-[given:GIVEN_IN]->(g:Distribution) WHERE g.at <= $as_of_end RETURN given.qty
  } AS gone
  WITH b.item AS item, sum((b.qty - reduce(n = 0, one IN gone | n + one)) * b.unitFen) AS rest,
       collect(b.provenance) AS kinds
  WHERE rest > 0
  RETURN 3 AS level, null AS `group`, item AS source_id, item AS source, 'not_given' AS target_id,
         'not_given' AS target, kinds, rest AS amount
}
RETURN level, `group`, source_id, source, target_id, target,
       CASE WHEN 'synthetic' IN kinds THEN 'synthetic' WHEN 'derived' IN kinds THEN 'derived'
            ELSE 'recorded' END AS basis, amount
ORDER BY level, amount DESC, source_id, target_id
