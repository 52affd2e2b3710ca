// ---
// title: {zh: 钟点, en: Hours}
// about: {zh: 可选的钟点。, en: "Hours of the day to choose from."}
// columns:
//   value: {label: {zh: 代码, en: Code}}
//   label: {label: {zh: 名称, en: Name}}
// limits: {rows: 24, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label], min_rows: 24}
// ---
UNWIND range(0, 23) AS hour
WITH right('0' + toString(hour), 2) + ':00' AS value
RETURN value, value AS label
ORDER BY value
