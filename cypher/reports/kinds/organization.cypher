// ---
// title: {zh: 组织一览, en: 'All organisations'}
// about: {zh: 全部组织，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Organisations, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'party': {zh: '党组织', en: 'Party organisation'}, 'mass': {zh: '群团组织', en: 'Mass organisation'}, 'agency': {zh: '机关', en: 'Agency'}}}
//   form: {label: {zh: 组织形式, en: 'Form'}, values: {'党委': {zh: '党委', en: 'Party committee'}, '党总支': {zh: '党总支', en: 'General Party branch'}, '党支部': {zh: '党支部', en: 'Party branch'}, '联合党支部': {zh: '联合党支部', en: 'Joint Party branch'}}}
//   memberCount: {label: {zh: 党员人数, en: 'Members'}}
//   active: {label: {zh: 在运行, en: 'Active'}}
//   from: {label: {zh: 自, en: 'From'}}
//   to: {label: {zh: 至, en: 'To'}}
//   in_area_id: {label: {zh: 所在村居编号, en: 'Area (id)'}, hidden: true}
//   in_area: {label: {zh: 所在村居, en: Area}, links: {record: in_area_id}}
//   located_at_id: {label: {zh: 所在场所编号, en: 'Venue (id)'}, hidden: true}
//   located_at: {label: {zh: 所在场所, en: Venue}, links: {record: located_at_id}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Organization, Area, Venue]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, form, memberCount, active, from, to, in_area_id, in_area, located_at_id, located_at, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Organization)
CALL (n) {
  OPTIONAL MATCH (n)-[r:IN_AREA]->(m:Area)
  WHERE r.to = date('9999-12-31')
  RETURN m AS in_area_at ORDER BY m.id LIMIT 1
}
CALL (n) {
  OPTIONAL MATCH (n)-[r:LOCATED_AT]->(m:Venue)
  WHERE r.to = date('9999-12-31')
  RETURN m AS located_at_at ORDER BY m.id LIMIT 1
}
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.form AS form,
       n.memberCount AS memberCount,
       n.active AS active,
       n.from AS from,
       n.to AS to,
       in_area_at.id AS in_area_id,
       coalesce(in_area_at.name, in_area_at.id) AS in_area,
       located_at_at.id AS located_at_id,
       coalesce(located_at_at.name, located_at_at.id) AS located_at,
       n.provenance AS provenance
ORDER BY name, id
