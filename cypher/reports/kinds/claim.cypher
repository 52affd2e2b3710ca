// ---
// title: {zh: 认领一览, en: 'All claims'}
// about: {zh: 全部认领，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Claims, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'PENDING': {zh: '待确认', en: 'Pending'}, 'ACTIVE': {zh: '认领中', en: 'Active'}, 'FULFILLED': {zh: '已实现', en: 'Fulfilled'}, 'REJECTED': {zh: '认领失败', en: 'Rejected'}, 'CANCELLED': {zh: '认领方取消', en: 'Cancelled by the claimant'}, 'REVOKED': {zh: '中心撤销', en: 'Revoked by the centre'}, 'EXPIRED': {zh: '逾期失效', en: 'Expired'}}}
//   claimedAt: {label: {zh: 认领时间, en: 'Claimed at'}}
//   acceptedAt: {label: {zh: 确认时间, en: 'Accepted at'}}
//   contactedAt: {label: {zh: 对接时间, en: 'Contacted at'}}
//   dueAt: {label: {zh: 期限, en: 'Due at'}}
//   endedAt: {label: {zh: 结束时间, en: 'Ended at'}}
//   endReason: {label: {zh: 结束原因, en: 'Reason of the end'}}
//   backstop: {label: {zh: 兜底, en: 'Backstop'}}
//   plan: {label: {zh: 实现计划, en: 'Plan'}}
//   actualCostFen: {label: {zh: 实际费用, en: 'Actual cost'}, unit: fen}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Claim]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, status, claimedAt, acceptedAt, contactedAt, dueAt, endedAt, endReason, backstop, plan, actualCostFen, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Claim)
RETURN n.id AS id,
       n.status AS status,
       n.claimedAt AS claimedAt,
       n.acceptedAt AS acceptedAt,
       n.contactedAt AS contactedAt,
       n.dueAt AS dueAt,
       n.endedAt AS endedAt,
       n.endReason AS endReason,
       n.backstop AS backstop,
       n.plan AS plan,
       n.actualCostFen AS actualCostFen,
       n.provenance AS provenance
ORDER BY id
