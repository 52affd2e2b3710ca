// ---
// question: R21
// title: {zh: 善款流向图, en: The flow of the money}
// about:
//   zh: 从各类捐赠方，经专款，到买了什么、还剩多少；线越粗，金额越大。
//   en: "From the groups that gave, through the fund, to what was bought and what is left; the wider the line, the larger the sum."
// definition:
//   zh: 只计资金，截至当日，已退回的不计。第一段：各类组织捐入专款的金额；一个组织同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类，归类以当日为准；没有归类的、没有记录捐赠方的单列。第二段：专款支付的采购，按物品（件数×单价）；采购款与明细之差记“未列明细的支出”，没有花掉的记“结余”。勾选“含发放”时另有第三段：每样物品在各次发放中发出的（件数×单价），还没有发出的记“尚未发放”。专款汇在一处使用，左右两段的线并不对应。
//   en: "Money only, up to the day, refunds left out. First step: what each group put into the fund; an organisation in several groups goes to one of them in the order regional, two-new, village and neighbourhood, town, centre, mass organisation, by its groups of the day; those in no group, and gifts whose giver is not on record, stand by themselves. Second step: purchases paid by the fund, by item (quantity x unit price); what was paid beyond the listed items is spending not itemised, what was not spent is the balance. With distributions there is a third step: what of each item was given out at each distribution (quantity x unit price), and what has not been. The fund is one pool: lines on the left and on the right do not belong to one another."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
//   distributions: {type: boolean, default: false, label: {zh: 含发放, en: With distributions}}
// columns:
//   level: {label: {zh: 段, en: Step}, unit: name}
//   source: {label: {zh: 自, en: From}, words: group, values: {not_recorded: {zh: 捐赠方未记录, en: Giver not on record}}}
//   target: {label: {zh: 至, en: To}, values: {balance: {zh: 结余, en: Balance}, other_spending: {zh: 未列明细的支出, en: Spending not itemised}, in_stock: {zh: 尚未发放, en: Not given out yet}}}
//   value: {label: {zh: 金额, en: Amount}, unit: fen, rows: [
//     {report: money/moves, where: {level: 1}, with: {giver: source, fund: target}, values: {move: received, refunds: kept}, adds: fen, whatever: [distributions]},
//     {report: money/moves, where: {level: 2, target: balance}, with: {fund: source}, adds: on_balance, whatever: [distributions]},
//     {report: money/bought, where: {level: 2, is_item: true}, with: {fund: source, item: target}, adds: fen, whatever: [distributions]},
//     {report: money/given_out, where: {level: 3, target: in_stock}, with: {item: source}, values: {stock: true}, adds: fen, whatever: [distributions]},
//     {report: money/given_out, where: {level: 3}, with: {item: source, given_in: target}, adds: fen, whatever: [distributions]}]}
//   is_item: {label: {zh: 是否物品, en: An item}, hidden: true}
// view: {kind: sankey, level: level, source: source, target: target, value: value}
// rests_on: [Organization, OrgGroup, Donation, Fund, Purchase, ItemBatch, Distribution]
// limits: {rows: 1000, seconds: 5}
// expect: {columns: [level, source, target, value, is_item], unique: [level, source, target], not_null: [level, source, target, value]}
// ---
MATCH (f:Fund)
WHERE f.openedAt <= $as_of_end
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
CALL (f) {
  // The day is asked of the fund's own donations, not of all donations by their index.
  OPTIONAL MATCH (f)<-[:INTO]-(d:Donation)
  WITH DISTINCT d
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
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
  WITH giver, sum(d.amountFen) AS fen
  RETURN collect({level: 1, source: giver, fen: fen}) AS given, coalesce(sum(fen), 0) AS received
}
CALL (f) {
  OPTIONAL MATCH (f)-[paid:PAID]->(b:Purchase)
  WHERE b.at <= $as_of_end
  WITH b, paid WHERE b IS NOT NULL
  CALL (b) {
    OPTIONAL MATCH (b)-[:BOUGHT]->(batch:ItemBatch)
    WITH batch.item AS item, sum(batch.qty * batch.unitFen) AS fen
    WHERE item IS NOT NULL
    RETURN collect({item: item, fen: fen}) AS items
  }
  WITH paid.fen AS paid, items, reduce(n = 0, one IN items | n + one.fen) AS listed
  WITH paid, items + CASE WHEN paid > listed
                          THEN [{item: 'other_spending', fen: paid - listed}] ELSE [] END AS items
  WITH sum(paid) AS spent, collect(items) AS all_items
  UNWIND CASE WHEN all_items = [] THEN [[]] ELSE all_items END AS items
  UNWIND CASE WHEN items = [] THEN [null] ELSE items END AS one
  WITH spent, one.item AS item, sum(one.fen) AS fen
  RETURN spent, [line IN collect({level: 2, target: item, fen: fen}) WHERE line.target IS NOT NULL]
           AS bought
}
CALL (f) {
  OPTIONAL MATCH (f)-[:PAID]->(b:Purchase)-[:BOUGHT]->(batch:ItemBatch)
  WHERE $distributions AND b.at <= $as_of_end
  WITH DISTINCT batch WHERE batch IS NOT NULL
  CALL (batch) {
    OPTIONAL MATCH (batch)-[part:GIVEN_IN]->(d:Distribution)
    WHERE d.at <= $as_of_end
    WITH toString(date(d.at)) + ' ' + d.place AS place, sum(part.qty) AS qty
    WHERE place IS NOT NULL
    RETURN collect({place: place, qty: qty}) AS given
  }
  WITH batch, given + [{place: 'in_stock',
                        qty: batch.qty - reduce(n = 0, one IN given | n + one.qty)}] AS parts
  UNWIND parts AS part
  WITH batch.item AS item, part.place AS place, sum(part.qty * batch.unitFen) AS fen
  RETURN collect({level: 3, source: item, target: place, fen: fen}) AS handed
}
WITH f, given + bought + handed + CASE WHEN received > spent
       THEN [{level: 2, target: 'balance', fen: received - spent}] ELSE [] END AS lines
UNWIND lines AS line
WITH line.level AS level, coalesce(line.source, f.name) AS source,
     CASE line.level WHEN 1 THEN f.name ELSE line.target END AS target, sum(line.fen) AS value
WHERE value > 0
RETURN level, source, target, value,
       level = 2 AND NOT target IN ['balance', 'other_spending'] AS is_item
ORDER BY level, target IN ['balance', 'other_spending', 'in_stock'], value DESC, source, target
