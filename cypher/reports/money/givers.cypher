// ---
// title: {zh: 资金捐赠方, en: Givers of money}
// about: {zh: 捐过资金的组织，一家一行：几笔、多少钱、最近一次。, en: "Organisations that gave money, one a row: how many donations, how much, the latest."}
// definition:
//   zh: 截至当日有资金捐入专款、没有退回的，每家一行，只计其具名的捐赠；只有不愿具名的捐赠的，不列名称和金额。实物捐赠不计。
//   en: "Those that by the day gave money into a fund that was not refunded, one row for each, with what they gave under their name; of those that gave without a name only, neither name nor amount is listed. Gifts in kind do not count."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   project: {type: choice, from: choices/projects, optional: true, label: {zh: 项目, en: Project}}
// columns:
//   organisation_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   organisation: {label: {zh: 捐赠方, en: Giver}, values: {anonymous: {zh: 不愿具名的捐赠方, en: Giver not named}}, links: {record: organisation_id}}
//   donations: {label: {zh: 笔数, en: Donations}, unit: count, people: false, empty: withheld}
//   given: {label: {zh: 捐入, en: Given}, unit: fen, adds_up: true, empty: withheld, rows: {report: money/donations, with: {organisation: organisation_id}, adds: fen}}
//   last_day: {label: {zh: 最近一笔, en: Latest}, empty: withheld}
// view: {kind: table}
// rests_on: [Organization, Donation, Fund, Project]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [organisation_id, organisation, donations, given, last_day], not_null: [organisation]}
// ---
MATCH (o)-[:GAVE]->(d:Donation)-[:INTO]->(f:Fund)
WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
  AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
  AND ($project IS NULL OR EXISTS { MATCH (f)-[:OF]->(p:Project) WHERE p.id = $project })
WITH DISTINCT o, d
WITH o, [d IN collect(d) WHERE NOT d.id IN $unnamed.id] AS named
WITH CASE WHEN named <> [] THEN o END AS o, named,
     reduce(day = null, d IN named | CASE WHEN day > date(d.receivedAt) THEN day ELSE date(d.receivedAt) END)
       AS last_day
RETURN o.id AS organisation_id, coalesce(o.name, 'anonymous') AS organisation,
       CASE WHEN o IS NOT NULL THEN size(named) END AS donations,
       CASE WHEN o IS NOT NULL THEN reduce(fen = 0, d IN named | fen + d.amountFen) END AS given,
       last_day
ORDER BY o IS NULL, given DESC, organisation_id
