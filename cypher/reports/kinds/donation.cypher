// ---
// title: {zh: 捐赠一览, en: 'All donations'}
// about: {zh: 全部捐赠，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Donations, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'money': {zh: '钱款', en: 'Money'}, 'in_kind': {zh: '实物', en: 'In kind'}}}
//   purpose: {label: {zh: 用途, en: 'Purpose'}}
//   amountFen: {label: {zh: 金额, en: 'Amount'}, unit: fen}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'RECEIVED': {zh: '已收到', en: 'Received'}, 'REFUNDED': {zh: '已退回', en: 'Refunded'}}}
//   receivedAt: {label: {zh: 到账时间, en: 'Received at'}}
//   refundedAt: {label: {zh: 退回时间, en: 'Refunded at'}}
//   receiptNo: {label: {zh: 收据号, en: 'Receipt number'}}
//   publicity: {label: {zh: 公开方式, en: 'Publicity'}, values: {'named': {zh: '署名', en: 'Named'}, 'anonymous': {zh: '不署名', en: 'Anonymous'}}}
//   gave_id: {label: {zh: 捐赠方编号, en: 'Given by (id)'}, hidden: true}
//   gave: {label: {zh: 捐赠方, en: Given by}, links: {record: gave_id}}
//   into_id: {label: {zh: 所入专款编号, en: 'Fund (id)'}, hidden: true}
//   into: {label: {zh: 所入专款, en: Fund}, links: {record: into_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Donation, Organization, Fund]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, kind, purpose, amountFen, status, receivedAt, refundedAt, receiptNo, publicity, gave_id, gave, into_id, into, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Donation)
CALL (n) {
  OPTIONAL MATCH (n)<-[r:GAVE]-(m:PartyOrganization)
  WHERE NOT n.id IN $unnamed.id
  RETURN m AS gave_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[r:INTO]->(m:Fund)
  RETURN m AS into_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.kind AS kind,
       n.purpose AS purpose,
       n.amountFen AS amountFen,
       n.status AS status,
       n.receivedAt AS receivedAt,
       n.refundedAt AS refundedAt,
       n.receiptNo AS receiptNo,
       n.publicity AS publicity,
       gave_at.id AS gave_id,
       coalesce(gave_at.name, gave_at.id) AS gave,
       into_at.id AS into_id,
       coalesce(into_at.name, into_at.id) AS into,
       n.provenance AS provenance
ORDER BY id
