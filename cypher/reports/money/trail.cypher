// ---
// question: R21
// title: {zh: 善款的去向, en: Where the money went}
// about:
//   zh: 每个捐赠方在每次发放那天占专款的份额，以及那次发放了什么、给了多少孩子。善款汇入一处共同使用：说的是份额，不是“谁买了哪个孩子的书”。
//   en: "Each giver's share of the fund on the day of each distribution, with what was given out and to how many children. The money is one pool: this tells shares, never that someone bought a certain child's books."
// definition:
//   zh: 份额=该捐赠方截至发放当日进入专款的捐款（减去那时已退回的）÷那时专款的全部捐款；之后再到的捐款不计入这次发放。物品是该专款支付、在这次发放的批次；孩子数是这次发放到的人数。只列截至当日的发放。“不署名”的捐赠方只对工作人员列出名称，对其他人合为一行。实物捐赠不计份额。孩子只有人数，没有名单。
//   en: "Share = what the giver had put into the fund by the day of the distribution, less what had been refunded by then / all that had come in by then; what came later has no part in that distribution. Items are the batches paid from the fund that were given out at it; children are those it reached. Distributions up to the day only. Givers marked anonymous are named to staff alone; to others they are one row together. Gifts in kind have no share. Children are numbers only, no names."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   organisation: {type: choice, from: choices/organisations, optional: true, label: {zh: 捐赠方, en: Giver}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   distribution_id: {label: {zh: 发放编号, en: Distribution}, links: distribution}
//   distributed: {label: {zh: 发放日, en: Given out}}
//   place: {label: {zh: 地点, en: Place}}
//   fund_id: {label: {zh: 专款编号, en: Fund id}, links: fund, hidden: true}
//   fund: {label: {zh: 专款, en: Fund}, links: {record: fund_id}}
//   organisation_id: {label: {zh: 捐赠方编号, en: Giver id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 捐赠方, en: Giver}, values: {anonymous: {zh: 不愿具名的捐赠方, en: Giver not named}}, links: {record: organisation_id}}
//   publicity: {label: {zh: 署名, en: Naming}, words: code}
//   given: {label: {zh: 到发放日捐入, en: Given by then}, unit: fen, rows: [
//     {report: money/donations, where: {organisation: anonymous}, values: {not_named: true}, with: {distribution: distribution_id, fund: fund_id}, whatever: [organisation, project], adds: fen},
//     {report: money/donations, with: {organisation: organisation_id, distribution: distribution_id, fund: fund_id}, whatever: [project], adds: fen}]}
//   fund_received: {label: {zh: 专款到发放日收入, en: Fund had received}, unit: fen, rows: {report: money/donations, with: {distribution: distribution_id, fund: fund_id}, whatever: [organisation, project], adds: fen}}
//   share: {label: {zh: 占专款份额, en: Share of the fund}, unit: percent, ratio: [given, fund_received]}
//   item: {label: {zh: 发放的物品, en: Item given out}}
//   qty: {label: {zh: 件数, en: Quantity}, unit: count, rows: {report: money/given_out, with: {distribution: distribution_id, fund: fund_id, item: item}, whatever: [organisation, project], adds: qty}}
//   children: {label: {zh: 领到的孩子, en: Children reached}, unit: person}
// view: {kind: table}
// rests_on: [Organization, Donation, Fund, Purchase, ItemBatch, Distribution, Child]
// limits: {rows: 100000, seconds: 30}
// expect: {columns: [distribution_id, distributed, place, fund_id, fund, organisation_id, organisation, publicity, given, fund_received, share, item, qty, children], unique: [distribution_id, fund_id, organisation_id, item], not_null: [distribution_id, distributed, fund_id, given, fund_received, share, item, qty, children]}
// ---
MATCH (di:Distribution)<-[part:GIVEN_IN]-(b:ItemBatch)<-[:BOUGHT]-(:Purchase)<-[:PAID]-(f:Fund)
WHERE di.at <= $as_of_end
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
WITH DISTINCT di, f, b, part
WITH di, f, b.item AS item, sum(part.qty) AS qty
WITH di, f, item, qty ORDER BY item
WITH di, f, collect({item: item, qty: qty}) AS items
CALL (di) {
  OPTIONAL MATCH (di)-[:TO]->(child:Child)
  RETURN count(DISTINCT child) AS children
}
CALL (di, f) {
  // The day is asked of the fund's own donations, not of all donations by their index.
  MATCH (f)<-[:INTO]-(d:Donation)
  WITH DISTINCT di, d
  WHERE d.kind = 'money' AND d.receivedAt <= di.at
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= di.at)
  OPTIONAL MATCH (o:PartyOrganization)-[:GAVE]->(d)
  WITH d, o ORDER BY o.id
  WITH d, head(collect(o)) AS o
  WITH CASE WHEN d.id IN $unnamed.id THEN {id: null, name: 'anonymous'} ELSE o {.id, .name} END AS o,
       d
  WITH o, sum(d.amountFen) AS given,
       max(CASE d.publicity WHEN 'anonymous' THEN 1 ELSE 0 END) AS hidden
  RETURN sum(given) AS fund_received,
         [one IN collect({giver: o, given: given, hidden: hidden}) WHERE one.giver IS NOT NULL] AS givers
}
UNWIND givers AS one
WITH di, f, items, children, fund_received, one, one.giver AS o
WHERE $organisation IS NULL OR o.id = $organisation
WITH di.id AS distribution_id, date(di.at) AS distributed, di.place AS place, f.id AS fund_id,
     f.name AS fund, o.id AS organisation_id, o.name AS organisation,
     CASE one.hidden WHEN 1 THEN 'anonymous' ELSE 'named' END AS publicity, one.given AS given,
     fund_received, toFloat(one.given) / fund_received AS share, items, children
ORDER BY distributed, distribution_id, fund_id, organisation, organisation_id
UNWIND items AS what
RETURN distribution_id, distributed, place, fund_id, fund, organisation_id, organisation, publicity,
       given, fund_received, share, what.item AS item, what.qty AS qty, children
