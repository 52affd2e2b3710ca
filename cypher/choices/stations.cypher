// ---
// title: {zh: 服务站点, en: Service stations}
// about: {zh: 可选的服务站点。, en: Service stations to choose from.}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [ServiceStation]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (st:ServiceStation)
RETURN st.id AS value, st.name AS label
ORDER BY label, value
