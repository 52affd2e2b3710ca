// ---
// title: {zh: 骑手一览, en: 'All riders'}
// about: {zh: 全部骑手，一条记录一行，可查找、筛选、排序、选列。只给工作人员看，每次查看都记入日志。, 
//   en: 'Riders, one a row, to be searched, filtered and sorted, with the columns you choose. For staff only; each reading is logged.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   alias: {label: {zh: 代称, en: 'Alias'}, links: {record: id}}
//   role: {label: {zh: 岗位, en: 'Role'}, values: {'courier': {zh: '快递员', en: 'Courier'}, 'rider': {zh: '外卖骑手', en: 'Takeaway rider'}, 'logistics': {zh: '物流人员', en: 'Logistics worker'}, 'site_staff': {zh: '站点管理', en: 'Site staff'}}}
//   ageBand: {label: {zh: 年龄段, en: 'Age band'}, values: {'<20': {zh: '20岁以下', en: 'Under 20'}, '20-29': {zh: '20-29', en: '20-29'}, '30-39': {zh: '30-39', en: '30-39'}, '40-49': {zh: '40-49', en: '40-49'}, '50+': {zh: '50岁及以上', en: '50 and over'}}}
//   tenureMonths: {label: {zh: 从业月数, en: 'Tenure'}}
//   employmentType: {label: {zh: 用工方式, en: 'Employment'}, values: {'专送': {zh: '专送', en: 'Dedicated'}, '众包': {zh: '众包', en: 'Crowd-sourced'}, '直营': {zh: '直营', en: 'Directly employed'}, '加盟': {zh: '加盟', en: 'Franchise'}}}
//   works_at_id: {label: {zh: 就职站点编号, en: 'Works at (id)'}, hidden: true}
//   works_at: {label: {zh: 就职站点, en: Works at}, links: {record: works_at_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// privacy: {personal: true}
// rests_on: [Rider, DeliverySite]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, alias, role, ageBand, tenureMonths, employmentType, works_at_id, works_at, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Rider)
CALL (n) {
  OPTIONAL MATCH (n)-[r:WORKS_AT]->(m:DeliverySite)
  WHERE r.to = date('9999-12-31')
  RETURN m AS works_at_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.alias AS alias,
       n.role AS role,
       n.ageBand AS ageBand,
       n.tenureMonths AS tenureMonths,
       n.employmentType AS employmentType,
       works_at_at.id AS works_at_id,
       coalesce(works_at_at.name, works_at_at.id) AS works_at,
       n.provenance AS provenance
ORDER BY alias, id
