// ---
// title: {zh: 捐助关系, en: Gifts}
// about: {zh: 哪些组织向哪些项目捐了几笔、多少钱，由捐赠推算而来。, en: "Which organisations gave to which projects, how often and how much; worked out from donations."}
// definition:
//   zh: 截至当日到账且未退回的捐赠，按专款所属的项目归集。强度为每满1000元算1，至少为1。自最早一笔到账起。
//   en: "Donations received by the day and not refunded by then, summed up by the project that their fund belongs to. The strength is one for each full 1,000 yuan, and at least one. It begins with the first receipt."
// audience: [committee, staff]
// explore:
//   shows: derived
//   label: {zh: 捐助, en: Gives to}
//   sentence:
//     one: {zh: "{from} 向 {to} 捐了 1 笔，{cost}", en: "{from} gave once to {to}, {cost}"}
//     many: {zh: "{from} 向 {to} 捐了 {count} 笔，共 {cost}", en: "{from} gave {count} times to {to}, {cost} in all"}
// parameters:
//   ids: {type: ids, optional: true, label: {zh: 编号, en: Ids}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   from_id: {label: {zh: 起点编号, en: Start id}, links: {record: from_id}}
//   from_kind: {label: {zh: 起点种类, en: Kind of the start}, words: kind}
//   to_id: {label: {zh: 终点编号, en: End id}, links: {record: to_id}}
//   to_kind: {label: {zh: 终点种类, en: Kind of the end}, words: kind}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
//   count: {label: {zh: 笔数, en: Gifts}, unit: count}
//   weight: {label: {zh: 强度, en: Strength}}
//   cost: {label: {zh: 金额, en: Amount}, unit: fen}
// view: {kind: table}
// rests_on: [Donation, Fund, Project, Organization]
// limits: {rows: 20000, seconds: 20}
// expect: {columns: [from_id, from_kind, to_id, to_kind, began, ended, count, weight, cost], unique: [from_id, to_id], not_null: [from_id, from_kind, to_id, to_kind, count, weight]}
// ---
MATCH (o:Organization)-[:GAVE]->(d:Donation)-[:INTO]->(:Fund)-[:OF]->(p:Project)
WHERE ($ids IS NULL OR o.id IN $ids.id OR p.id IN $ids.id) AND d.receivedAt <= $as_of_end
  AND NOT d.id IN $unnamed.id
  AND coalesce(d.refundedAt > $as_of_end, true)
WITH o, p, count(DISTINCT d) AS gifts, sum(d.amountFen) AS cost, min(date(d.receivedAt)) AS began
RETURN o.id AS from_id, head([label IN labels(o) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS from_kind,
       p.id AS to_id, 'Project' AS to_kind, began, null AS ended, gifts AS count,
       CASE WHEN cost < 100000 THEN 1 ELSE cost / 100000 END AS weight, cost
ORDER BY from_id, to_id
