// ---
// title: {zh: 物品批次, en: Batches of items}
// about: {zh: 采购来的物品：是什么、有多少。, en: "What was bought: which items and how many."}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [ItemBatch]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (n:ItemBatch)
RETURN n.id AS value, n.item + ' × ' + toString(n.qty) AS label
ORDER BY label, value
