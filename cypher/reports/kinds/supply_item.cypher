// ---
// title: {zh: 物资一览, en: 'All supplies'}
// about: {zh: 全部物资，一条记录一行，可查找、筛选、排序、选列。, 
//   en: 'Supplies, one a row, to be searched, filtered and sorted, with the columns you choose.'}
// definition:
//   zh: 各项为现在的内容；关系只列没有结束的。
//   en: Fields are as they are now; of relationships only those that have not ended.
// audience: [committee, staff]
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: 'Name'}, links: {record: id}}
//   unit: {label: {zh: 单位, en: 'Unit'}}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// no_past: {zh: 各项为现在的内容，与所选日期无关。, en: 'Fields are as they are now, whatever the day.'}
// rests_on: [SupplyItem]
// limits: {rows: 100000, seconds: 20}
// expect: {columns: [id, name, unit, provenance], unique: [id], not_null: [id]}
// ---
MATCH (n:SupplyItem)
RETURN n.id AS id,
       n.name AS name,
       n.unit AS unit,
       n.provenance AS provenance
ORDER BY name, id
