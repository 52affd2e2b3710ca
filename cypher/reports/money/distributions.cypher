// ---
// title: {zh: 善款支付的发放, en: Distributions that the funds paid for}
// about: {zh: 用专款买的物品办的发放，一次一行：哪天、在哪里、发了什么。, en: "Distributions of what the funds bought, one a row: when, where, what was given out."}
// definition:
//   zh: 截至当日、发放了专款所购物品的发放。“捐过的专款”为该捐赠方具名捐入过的各专款。
//   en: "Distributions by the day at which something bought by the funds was given out. 'Funds that one gave to' are those that the giver gave to under its name."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   funds_of: {type: choice, from: choices/organisations, optional: true, label: {zh: 捐过的专款, en: Funds that one gave to}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   distribution_id: {label: {zh: 发放编号, en: Distribution}, links: distribution}
//   day: {label: {zh: 发放日, en: Given out}}
//   place: {label: {zh: 地点, en: Place}}
//   funds: {label: {zh: 专款, en: Funds}}
//   items: {label: {zh: 发放的物品, en: Items given out}}
// view: {kind: table}
// rests_on: [Fund, Purchase, ItemBatch, Distribution, Donation, Organization, Project]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [distribution_id, day, place, funds, items], unique: [distribution_id], not_null: [distribution_id, day, funds, items]}
// ---
MATCH (f:Fund)-[:PAID]->(:Purchase)-[:BOUGHT]->(b:ItemBatch)-[:GIVEN_IN]->(di:Distribution)
WHERE di.at <= $as_of_end
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
  AND ($funds_of IS NULL OR EXISTS {
    MATCH (:Organization {id: $funds_of})-[:GAVE]->(own:Donation)-[:INTO]->(f)
    WHERE own.kind = 'money' AND own.receivedAt <= $as_of_end AND NOT own.id IN $unnamed.id
  })
WITH di, f.name AS fund, b.item AS item ORDER BY fund, item
RETURN di.id AS distribution_id, date(di.at) AS day, di.place AS place,
       collect(DISTINCT fund) AS funds, collect(DISTINCT item) AS items
ORDER BY day DESC, distribution_id
