// ---
// title: {zh: 一家捐赠方, en: One giver}
// about: {zh: 一个捐赠方捐入多少、占专款几成、有几次发放用到这笔专款。, en: "What one giver has put in, what part of the funds that is, and at how many distributions those funds were used."}
// definition:
//   zh: 捐入=该捐赠方截至当日进入专款的资金捐赠减去已退回的；份额=捐入÷它捐入过的各专款截至当日的全部资金捐赠（同样减去退回的）；发放次数是截至当日、由这些专款支付的发放。类别与流向图相同：同属几类的，按区域化、“两新”、村居、镇级、中心、群团的次序归入一类，以当日为准。善款汇成一处，份额不表示哪件物品由它购买。实物捐赠不计。
//   en: "Given = the giver's donations of money into funds by the day, less what was refunded; the share = given / all donations of money by the day into the funds it gave to, less refunds; distributions are those by the day that these funds paid for. The group is that of the flow: an organisation in several goes to one of them in the order regional, two-new, village and neighbourhood, town, centre, mass organisation, by its groups of the day. The money is one pool: a share does not mean that an item was bought by it. Gifts in kind do not count."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   organisation: {type: choice, from: choices/organisations, optional: true, label: {zh: 捐赠方, en: Giver}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   organisation_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 捐赠方, en: Giver}, links: {record: organisation_id}}
//   giver_group: {label: {zh: 捐赠方类别, en: Giver's group}, words: giver_group, empty: not_applicable}
//   given: {label: {zh: 捐入, en: Given}, unit: fen, rows: {report: money/donations, with: {organisation: organisation_id}, adds: fen}}
//   received: {label: {zh: 专款收入, en: Funds received}, unit: fen, rows: {report: money/donations, with: {funds_of: organisation_id}, whatever: [organisation], adds: fen}}
//   share: {label: {zh: 占专款份额, en: Share of the funds}, unit: percent, ratio: [given, received], empty: not_applicable}
//   distributions: {label: {zh: 发放次数, en: Distributions}, unit: count, people: false, rows: {report: money/distributions, with: {funds_of: organisation_id}, whatever: [organisation]}}
//   last_day: {label: {zh: 最近发放, en: Last distribution}, empty: not_applicable}
// view: {kind: table}
// rests_on: [Organization, Donation, Fund, Purchase, ItemBatch, Distribution]
// limits: {rows: 1, seconds: 5}
// expect: {columns: [organisation_id, organisation, giver_group, given, received, share, distributions, last_day], not_null: [organisation_id, given, received, distributions], max_rows: 1}
// ---
MATCH (o:Organization {id: $organisation})
CALL (o) {
  OPTIONAL MATCH (o)-[:GAVE]->(d:Donation)-[:INTO]->(f:Fund)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end AND NOT d.id IN $unnamed.id
    AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
  RETURN collect(DISTINCT f) AS funds
}
CALL (funds) {
  UNWIND funds AS f
  MATCH (d:Donation)-[:INTO]->(f)
  WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
    AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  WITH DISTINCT d
  RETURN collect(d) AS donations
}
WITH o, funds, donations,
     reduce(sum = 0, d IN donations | sum + d.amountFen) AS received,
     reduce(sum = 0, d IN [d IN donations WHERE NOT d.id IN $unnamed.id AND EXISTS { (o)-[:GAVE]->(d) }] | sum + d.amountFen) AS given
CALL (funds) {
  UNWIND funds AS f
  MATCH (f)-[:PAID]->(:Purchase)-[:BOUGHT]->(:ItemBatch)-[:GIVEN_IN]->(di:Distribution)
  WHERE di.at <= $as_of_end
  RETURN count(DISTINCT di) AS distributions, max(date(di.at)) AS last_day
}
CALL (o) {
  OPTIONAL MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH collect(g.code) AS codes
  RETURN CASE WHEN NOT o:PartyOrganization THEN 'not_recorded' ELSE coalesce(head([code IN
    ['regional', 'two_new', 'village_neighbourhood', 'town', 'centre', 'mass_org']
    WHERE code IN codes]), 'no_group') END AS giver_group
}
RETURN o.id AS organisation_id, o.name AS organisation,
       CASE WHEN given > 0 THEN giver_group END AS giver_group, given, received,
       CASE WHEN received > 0 THEN toFloat(given) / received END AS share, distributions, last_day
