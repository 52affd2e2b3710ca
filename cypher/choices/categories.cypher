// ---
// title: {zh: 心愿类别, en: Wish categories}
// about: {zh: 系统中心愿用到的类别。, en: Categories that wishes in the graph have.}
// columns:
//   value: {label: {zh: 代码, en: Code}}
//   label: {label: {zh: 类别, en: Category}, words: category}
// rests_on: [Wish]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (w:Wish)
WHERE w.category IS NOT NULL
RETURN DISTINCT w.category AS value, w.category AS label
ORDER BY value
