// ---
// title: {zh: 专款收到的捐赠, en: Donations to the funds}
// about:
//   zh: 进入专款、没有退回的资金捐赠，一笔一行：捐赠方的份额按这些算。
//   en: "Donations of money into funds that were not refunded, one a row: what the givers' shares are worked out from."
// definition:
//   zh: 截至当日到账、到当日没有退回的资金捐赠；选了发放的，截至那次发放的时刻到账、到那时没有退回的。实物捐赠不计。“捐过的专款”为该捐赠方具名捐入过的各专款的全部捐赠。
//   en: "Donations of money received by the day and not refunded on it; with a distribution chosen, received by the moment of that distribution and not refunded then. Gifts in kind do not count. 'Funds that one gave to': all donations to the funds that the giver gave to under its name."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   organisation: {type: choice, from: choices/organisations, optional: true, label: {zh: 捐赠方, en: Giver}}
//   not_named: {type: boolean, default: false, label: {zh: 只看不愿具名的, en: Givers not named only}}
//   funds_of: {type: choice, from: choices/organisations, optional: true, label: {zh: 捐过的专款, en: Funds that one gave to}}
//   fund: {type: text, optional: true, label: {zh: 专款编号, en: Fund id}}
//   distribution: {type: text, optional: true, label: {zh: 到哪次发放, en: Up to a distribution}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   donation_id: {label: {zh: 编号, en: Id}, links: donation}
//   day: {label: {zh: 到账日, en: Received on}}
//   organisation_id: {label: {zh: 捐赠方编号, en: Giver id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 捐赠方, en: Giver}, values: {anonymous: {zh: 不愿具名的捐赠方, en: Giver not named}}, links: {record: organisation_id}}
//   funds: {label: {zh: 专款, en: Funds}}
//   fen: {label: {zh: 金额, en: Amount}, unit: fen, adds_up: true}
// view: {kind: table}
// rests_on: [Donation, Fund, Organization, Distribution, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [donation_id, day, organisation_id, organisation, funds, fen], unique: [donation_id], not_null: [donation_id, day, fen]}
// ---
OPTIONAL MATCH (di:Distribution {id: $distribution})
WITH di, coalesce(di.at, $as_of_end) AS at
WHERE $distribution IS NULL OR di IS NOT NULL
MATCH (f:Fund)<-[:INTO]-(d:Donation)
WHERE d.kind = 'money' AND d.receivedAt <= at AND d.receivedAt <= $as_of_end
  AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= at)
  AND ($fund IS NULL OR f.id = $fund)
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
  AND ($funds_of IS NULL OR EXISTS {
    MATCH (:Organization {id: $funds_of})-[:GAVE]->(own:Donation)-[:INTO]->(f)
    WHERE own.kind = 'money' AND own.receivedAt <= $as_of_end AND NOT own.id IN $unnamed.id
  })
WITH d, f ORDER BY f.name, f.id
WITH d, collect(f.name) AS funds
OPTIONAL MATCH (o:PartyOrganization)-[:GAVE]->(d)
WITH d, funds, CASE WHEN d.id IN $unnamed.id THEN {id: null, name: 'anonymous'} ELSE o {.id, .name} END AS o
WHERE ($organisation IS NULL OR o.id = $organisation) AND (NOT $not_named OR o.name = 'anonymous')
RETURN d.id AS donation_id, date(d.receivedAt) AS day, o.id AS organisation_id,
       o.name AS organisation, funds, d.amountFen AS fen
ORDER BY day DESC, donation_id
