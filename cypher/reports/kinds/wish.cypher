// ---
// title: {zh: 微心愿一览, en: 'All wishes'}
// about: {zh: 全部微心愿，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Wishes, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   title: {label: {zh: 心愿, en: 'Wish'}, links: {record: id}}
//   category: {label: {zh: 类别, en: 'Category'}, values: {'riding_gear': {zh: '骑行装备', en: 'Riding gear'}, 'child_study': {zh: '子女学习', en: 'Children''s study'}, 'electronics': {zh: '数码', en: 'Electronics'}, 'home_appliance': {zh: '家电', en: 'Home appliances'}, 'service': {zh: '服务', en: 'Services'}, 'bedding_clothing': {zh: '衣被', en: 'Bedding and clothing'}, 'health': {zh: '健康', en: 'Health'}, 'culture_social': {zh: '文化社交', en: 'Culture and social'}}}
//   kind: {label: {zh: 性质, en: 'Kind'}, values: {'goods': {zh: '实物', en: 'Goods'}, 'service': {zh: '服务', en: 'Service'}, 'activity': {zh: '活动', en: 'Activity'}}}
//   estCostFen: {label: {zh: 预估费用, en: 'Estimated cost'}, unit: fen}
//   needReason: {label: {zh: 困难原因（代码）, en: 'Coded reason'}, values: {'work_need': {zh: '工作所需', en: 'Needed for work'}, 'study_need': {zh: '学习所需', en: 'Needed for study'}, 'family_burden': {zh: '家庭负担', en: 'Family burden'}, 'family_medical_burden': {zh: '家庭医疗负担', en: 'Family medical burden'}, 'seasonal': {zh: '季节所需', en: 'Seasonal need'}, 'newcomer': {zh: '初来乍到', en: 'Newcomer'}, 'other': {zh: '其他', en: 'Other'}}}
//   urgency: {label: {zh: 紧急程度, en: 'Urgency'}, values: {'normal': {zh: '一般', en: 'Normal'}, 'urgent': {zh: '紧急', en: 'Urgent'}}}
//   channel: {label: {zh: 渠道, en: 'Channel'}, values: {'station': {zh: '服务站点', en: 'Service station'}, 'chat_group': {zh: '工作群', en: 'Chat group'}, 'visit': {zh: '走访', en: 'Visit'}, 'box': {zh: '心愿箱', en: 'Wish box'}, 'unspecified': {zh: '未注明', en: 'Not stated'}}}
//   status: {label: {zh: 状态, en: 'Status'}, values: {'SUBMITTED': {zh: '已提交', en: 'Submitted'}, 'IN_REVIEW': {zh: '审核中', en: 'In review'}, 'RETURNED': {zh: '退回补充', en: 'Returned'}, 'REJECTED': {zh: '不予采纳', en: 'Not accepted'}, 'REFERRED': {zh: '转办', en: 'Referred'}, 'PUBLISHED': {zh: '待认领', en: 'Published'}, 'CLAIMED': {zh: '已认领', en: 'Claimed'}, 'CARRIED_OVER': {zh: '转入下轮', en: 'Carried over'}, 'FULFILLED': {zh: '已实现', en: 'Fulfilled'}, 'CLOSED': {zh: '已办结', en: 'Closed'}, 'WITHDRAWN': {zh: '撤回', en: 'Withdrawn'}}}
//   submittedAt: {label: {zh: 提交时间, en: 'Submitted at'}}
//   publishedAt: {label: {zh: 发布时间, en: 'Published at'}}
//   closedAt: {label: {zh: 办结时间, en: 'Closed at'}}
//   dueAt: {label: {zh: 期限, en: 'Due at'}}
//   raised_id: {label: {zh: 提出人编号, en: 'Raised by (id)'}, hidden: true}
//   raised: {label: {zh: 提出人, en: Raised by}, links: {record: raised_id}}
//   via_id: {label: {zh: 受理渠道编号, en: 'Came in through (id)'}, hidden: true}
//   via: {label: {zh: 受理渠道, en: Came in through}, links: {record: via_id}}
//   for_person_id: {label: {zh: 受益人编号, en: 'For whom (id)'}, hidden: true}
//   for_person: {label: {zh: 受益人, en: For whom}, links: {record: for_person_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Wish, Rider, ServiceStation, ChatGroup, Child]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, title, category, kind, estCostFen, needReason, urgency, channel, status, submittedAt, publishedAt, closedAt, dueAt, raised_id, raised, via_id, via, for_person_id, for_person, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Wish)
CALL (n) {
  OPTIONAL MATCH (n)<-[r:RAISED]-(m:Rider)
  RETURN m AS raised_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[r:VIA]->(m:ServiceStation|ChatGroup)
  RETURN m AS via_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[r:FOR_PERSON]->(m:Child)
  RETURN m AS for_person_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.title AS title,
       n.category AS category,
       n.kind AS kind,
       n.estCostFen AS estCostFen,
       n.needReason AS needReason,
       n.urgency AS urgency,
       n.channel AS channel,
       n.status AS status,
       n.submittedAt AS submittedAt,
       n.publishedAt AS publishedAt,
       n.closedAt AS closedAt,
       n.dueAt AS dueAt,
       raised_at.id AS raised_id,
       coalesce(raised_at.alias, raised_at.id) AS raised,
       via_at.id AS via_id,
       coalesce(via_at.name, via_at.id) AS via,
       for_person_at.id AS for_person_id,
       coalesce(for_person_at.id) AS for_person,
       n.provenance AS provenance
ORDER BY title, id
