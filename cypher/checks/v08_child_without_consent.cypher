// ---
// question: V8
// title: {zh: 未满14岁而无监护人同意, en: Child under 14 without a guardian's consent}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 未满14岁的孩子须有监护人同意；请补办，否则删除这条记录。
//   en: "A child under 14 needs a guardian's consent; obtain it or delete the record."
// audience: [staff]
// columns:
//   child_id: {label: {zh: 孩子, en: Child}, links: child}
//   age_band: {label: {zh: 年龄段, en: Age band}}
// rests_on: [Child]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [child_id, age_band]}
// ---
MATCH (c:Child)
WHERE c.ageBand IN ['6-8', '9-11', '12-13'] AND NOT coalesce(c.guardianConsent, false)
RETURN c.id AS child_id, c.ageBand AS age_band
ORDER BY child_id
