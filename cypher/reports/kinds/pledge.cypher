// ---
// title: {zh: 认捐一览, en: 'All pledges'}
// about: {zh: 全部认捐，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Pledges, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   amountFen: {label: {zh: 金额, en: 'Amount'}, unit: fen}
//   pledgedAt: {label: {zh: 认捐时间, en: 'Pledged at'}}
//   dueAt: {label: {zh: 期限, en: 'Due at'}}
//   endedAt: {label: {zh: 结束时间, en: 'Ended at'}}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'OPEN': {zh: '待兑付', en: 'Open'}, 'PARTLY_PAID': {zh: '部分兑付', en: 'Partly paid'}, 'PAID': {zh: '已兑付', en: 'Paid'}, 'WAIVED': {zh: '免除', en: 'Waived'}, 'LAPSED': {zh: '失效', en: 'Lapsed'}}}
//   pledged_id: {label: {zh: 认捐人编号, en: 'Pledged by (id)'}, hidden: true}
//   pledged: {label: {zh: 认捐人, en: Pledged by}, links: {record: pledged_id}}
//   pledge_to_id: {label: {zh: 认捐对象编号, en: 'Pledged to (id)'}, hidden: true}
//   pledge_to: {label: {zh: 认捐对象, en: Pledged to}, links: {record: pledge_to_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Pledge, Organization, Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, amountFen, pledgedAt, dueAt, endedAt, status, pledged_id, pledged, pledge_to_id, pledge_to, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Pledge)
CALL (n) {
  OPTIONAL MATCH (n)<-[r:PLEDGED]-(m:PartyOrganization)
  WHERE NOT n.id IN $unnamed.id
  RETURN m AS pledged_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[r:TO]->(m:Project)
  RETURN m AS pledge_to_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.amountFen AS amountFen,
       n.pledgedAt AS pledgedAt,
       n.dueAt AS dueAt,
       n.endedAt AS endedAt,
       n.status AS status,
       pledged_at.id AS pledged_id,
       coalesce(pledged_at.name, pledged_at.id) AS pledged,
       pledge_to_at.id AS pledge_to_id,
       coalesce(pledge_to_at.name, pledge_to_at.id) AS pledge_to,
       n.provenance AS provenance
ORDER BY id
