// ---
// title: {zh: 项目一览, en: 'All projects'}
// about: {zh: 全部项目，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Projects, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'brand': {zh: '品牌', en: 'Brand'}, 'appeal': {zh: '倡议', en: 'Appeal'}, 'drive': {zh: '征集活动', en: 'Drive'}, 'other': {zh: '其他', en: 'Other'}}}
//   startAt: {label: {zh: 开始, en: 'Starts at'}}
//   endAt: {label: {zh: 结束, en: 'Ends at'}}
//   purpose: {label: {zh: 用途, en: 'Purpose'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Project]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, startAt, endAt, purpose, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Project)
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.startAt AS startAt,
       n.endAt AS endAt,
       n.purpose AS purpose,
       n.provenance AS provenance
ORDER BY name, id
