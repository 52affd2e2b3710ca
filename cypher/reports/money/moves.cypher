// ---
// title: {zh: 善款收支明细, en: Money in and out}
// about:
//   zh: 专款的每一笔收支，一笔一行：到账、退回、支出。
//   en: "Every movement of the funds, one a row: what was received, what went back, what was spent."
// definition:
//   zh: 只计资金，不计实物。到账按到账日，退回的另记一笔负数、按退回日；支出按采购日，为专款支付的金额。“收支”一栏是该笔的金额（退回为负），“对结余”一栏支出为负，相加即为结余。
//   en: "Money only, no goods. Donations stand on the day they came in, a refund as a movement of its own below nought on the day it went back; spending on the day of the purchase, as paid by the fund. Amount is that of the movement (refunds below nought); under 'on the balance' spending is below nought, so that they add up to the balance."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   move: {type: choice, values: [received, spent], optional: true, label: {zh: 收支, en: What}, words: money_move}
//   period: {type: period, optional: true, label: {zh: 期间, en: Period}}
//   after: {type: date, optional: true, label: {zh: 晚于, en: Later than}}
//   refunds: {type: choice, values: [kept, refunded], optional: true, label: {zh: 退回与否, en: Refunded or not}, words: refunds}
//   giver: {type: choice, values: [regional, two_new, village_neighbourhood, town, centre, mass_org, no_group, unnamed, not_recorded], optional: true, label: {zh: 捐赠方类别, en: Giver's group}, words: giver_group}
//   fund: {type: text, optional: true, label: {zh: 专款名称, en: Fund}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   day: {label: {zh: 日期, en: Day}}
//   move: {label: {zh: 收支, en: What}, words: money_move}
//   id: {label: {zh: 编号, en: Id}, links: record}
//   who: {label: {zh: 捐赠方, en: Giver}, values: {anonymous: {zh: 不愿具名的捐赠方, en: Giver not named}}, empty: not_applicable}
//   project: {label: {zh: 项目, en: Project}}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, adds_up: true}
//   on_balance: {label: {zh: 对结余, en: On the balance}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Donation, Fund, Purchase, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [day, move, id, who, project, fen, on_balance], not_null: [day, move, id, fen, on_balance]}
// ---
CALL () {
  MATCH (f:Fund)<-[:INTO]-(d:Donation)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end AND coalesce($move = 'received', true)
    AND ($fund IS NULL OR f.name = $fund)
    AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
  WITH d, min(f.id) AS fund_id
  MATCH (f:Fund {id: fund_id})
  CALL (d) {
    OPTIONAL MATCH (o)-[:GAVE]->(d)
    WITH o ORDER BY o.id
    WITH collect(o.name) AS names
    RETURN CASE WHEN d.id IN $unnamed.id THEN ['anonymous'] ELSE names END AS who
  }
  CALL (d) {
    OPTIONAL MATCH (o:PartyOrganization)-[:GAVE]->(d)
    WITH o ORDER BY o.id LIMIT 1
    OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH o, collect(g.code) AS codes
    RETURN CASE WHEN d.id IN $unnamed.id THEN 'unnamed' WHEN o IS NULL THEN 'not_recorded' ELSE coalesce(head([code IN
      ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
      WHERE code IN codes]), 'no_group') END AS giver
  }
  WITH d, f, who, giver
  WHERE $giver IS NULL OR giver = $giver
  WITH d, f, who, CASE d.status WHEN 'REFUNDED' THEN coalesce(d.refundedAt, d.receivedAt) END AS back
  UNWIND [{at: d.receivedAt, fen: d.amountFen, back: false}]
         + CASE WHEN back IS NOT NULL THEN [{at: back, fen: -d.amountFen, back: true}] ELSE [] END
    AS one
  WITH d, f, who, one, coalesce(back <= $as_of_end, false) AS is_back
  WHERE one.at <= $as_of_end
    AND CASE $refunds WHEN 'kept' THEN NOT is_back WHEN 'refunded' THEN is_back AND NOT one.back ELSE true END
  RETURN one.at AS at, 'received' AS move, d.id AS id, who, f, one.fen AS fen, one.fen AS on_balance
  UNION ALL
  MATCH (f:Fund)-[paid:PAID]->(b:Purchase)
  WHERE b.at <= $as_of_end AND coalesce($move = 'spent', true) AND $refunds IS NULL
    AND $giver IS NULL AND ($fund IS NULL OR f.name = $fund)
    AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
  RETURN b.at AS at, 'spent' AS move, b.id AS id, [] AS who, f, paid.fen AS fen, -paid.fen AS on_balance
}
WITH *
WHERE ($period_begin IS NULL OR ($period_begin <= at AND at < $period_end))
  AND ($after IS NULL OR date(at) > $after)
CALL (f) {
  OPTIONAL MATCH (f)-[:OF]->(p:Project)
  WITH p ORDER BY p.id LIMIT 1
  RETURN p.name AS project
}
RETURN date(at) AS day, move, id, CASE WHEN who <> [] THEN who END AS who, project, fen, on_balance
ORDER BY day DESC, id, fen DESC
