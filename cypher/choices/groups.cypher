// ---
// title: {zh: 组织类别, en: Organisation groups}
// about: {zh: 可选的组织类别。, en: Groups of organisations to choose from.}
// columns:
//   value: {label: {zh: 代码, en: Code}}
//   label: {label: {zh: 名称, en: Name}, words: group}
// rests_on: [OrgGroup]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (g:OrgGroup)
RETURN DISTINCT g.code AS value, g.code AS label
ORDER BY value
