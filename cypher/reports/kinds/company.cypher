// ---
// title: {zh: 企业一览, en: 'All companies'}
// about: {zh: 全部企业，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Companies, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 行业, en: 'Kind'}, values: {'express': {zh: '快递', en: 'Courier'}, 'takeaway': {zh: '外卖', en: 'Takeaway'}, 'logistics': {zh: '物流', en: 'Logistics'}, 'other': {zh: '其他', en: 'Other'}}}
//   role: {label: {zh: 角色, en: 'Role'}, values: {'platform': {zh: '平台', en: 'Platform'}, 'contractor': {zh: '承接企业', en: 'Contractor'}}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Company]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, role, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Company)
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.role AS role,
       n.provenance AS provenance
ORDER BY name, id
