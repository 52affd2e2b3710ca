// ---
// title: {zh: 流转记录一览, en: 'All wish events'}
// about: {zh: 全部流转记录，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Wish events, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   fromStatus: {label: {zh: 原状态, en: 'From status'}, values: {'SUBMITTED': {zh: '已提交', en: 'Submitted'}, 'IN_REVIEW': {zh: '审核中', en: 'In review'}, 'RETURNED': {zh: '退回补充', en: 'Returned'}, 'REJECTED': {zh: '不予采纳', en: 'Not accepted'}, 'REFERRED': {zh: '转办', en: 'Referred'}, 'PUBLISHED': {zh: '待认领', en: 'Published'}, 'CLAIMED': {zh: '已认领', en: 'Claimed'}, 'CARRIED_OVER': {zh: '转入下轮', en: 'Carried over'}, 'FULFILLED': {zh: '已实现', en: 'Fulfilled'}, 'CLOSED': {zh: '已办结', en: 'Closed'}, 'WITHDRAWN': {zh: '撤回', en: 'Withdrawn'}}}
//   toStatus: {label: {zh: 新状态, en: 'To status'}, values: {'SUBMITTED': {zh: '已提交', en: 'Submitted'}, 'IN_REVIEW': {zh: '审核中', en: 'In review'}, 'RETURNED': {zh: '退回补充', en: 'Returned'}, 'REJECTED': {zh: '不予采纳', en: 'Not accepted'}, 'REFERRED': {zh: '转办', en: 'Referred'}, 'PUBLISHED': {zh: '待认领', en: 'Published'}, 'CLAIMED': {zh: '已认领', en: 'Claimed'}, 'CARRIED_OVER': {zh: '转入下轮', en: 'Carried over'}, 'FULFILLED': {zh: '已实现', en: 'Fulfilled'}, 'CLOSED': {zh: '已办结', en: 'Closed'}, 'WITHDRAWN': {zh: '撤回', en: 'Withdrawn'}}}
//   seq: {label: {zh: 序号, en: 'Sequence'}}
//   at: {label: {zh: 时间, en: 'At'}}
//   until: {label: {zh: 止于, en: 'Until'}}
//   actorRole: {label: {zh: 经办角色, en: 'Actor''s role'}, values: {'rider': {zh: '骑手', en: 'Rider'}, 'station_staff': {zh: '站点人员', en: 'Station staff'}, 'staff': {zh: '工作人员', en: 'Staff'}, 'reviewer': {zh: '审核人员', en: 'Reviewer'}, 'claimant': {zh: '认领人', en: 'Claimant'}, 'centre': {zh: '中心', en: 'Centre'}, 'unknown': {zh: '不详', en: 'Unknown'}}}
//   reason: {label: {zh: 原因, en: 'Reason'}}
//   department: {label: {zh: 转办部门, en: 'Referred to'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [WishEvent]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, fromStatus, toStatus, seq, at, until, actorRole, reason, department, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:WishEvent)
RETURN n.id AS id,
       n.fromStatus AS fromStatus,
       n.toStatus AS toStatus,
       n.seq AS seq,
       n.at AS at,
       n.until AS until,
       n.actorRole AS actorRole,
       n.reason AS reason,
       n.department AS department,
       n.provenance AS provenance
ORDER BY id
