// ---
// title: {zh: 村居一览, en: 'All areas'}
// about: {zh: 全部村居，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Areas, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   kind: {label: {zh: 种类, en: 'Kind'}, values: {'town': {zh: '镇', en: 'Town'}, 'village': {zh: '村', en: 'Village'}, 'neighbourhood': {zh: '居民区', en: 'Neighbourhood'}}}
//   statCode: {label: {zh: 统计用区划代码, en: 'Statistical code'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [Area]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, kind, statCode, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:Area)
RETURN n.id AS id,
       n.name AS name,
       n.kind AS kind,
       n.statCode AS statCode,
       n.provenance AS provenance
ORDER BY name, id
