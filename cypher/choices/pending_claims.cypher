// ---
// title: {zh: 等待确认的认领意向, en: Offers that wait for an answer}
// about: {zh: 一件心愿收到的、中心还没有确认的认领意向。, en: Offers to take a wish up that the centre has not answered.}
// audience: [staff]
// parameters:
//   id: {type: text, optional: true, label: {zh: 心愿编号, en: Id of the wish}}
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 认领方, en: Who offers}}
// rests_on: [Claim]
// limits: {rows: 200, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (:Wish {id: $id})<-[:FOR]-(c:Claim {status: 'PENDING'})<-[:MADE]-(o)
RETURN c.id AS value, o.name AS label
ORDER BY label, value
