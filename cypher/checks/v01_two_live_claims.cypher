// ---
// question: V1
// title: {zh: 同一心愿有两个同时有效的认领, en: Two live claims on one wish}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 一件心愿同一时间只能有一个进行中的认领；请结束其中一个，或改正起止时间。
//   en: "A wish may have only one live claim at a time; end one of them, or correct its times."
// audience: [staff]
// columns:
//   wish_id: {label: {zh: 心愿, en: Wish}, links: wish}
//   claim_id: {label: {zh: 认领, en: Claim}, links: claim}
//   other_id: {label: {zh: 另一认领, en: Other claim}, links: claim}
// rests_on: [Wish, Claim]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [wish_id, claim_id, other_id]}
// ---
MATCH (w:Wish)<-[:FOR]-(c:Claim)
WHERE c.acceptedAt IS NOT NULL AND c.endedAt > c.acceptedAt
MATCH (w)<-[:FOR]-(other:Claim)
WHERE c.id < other.id AND other.endedAt > other.acceptedAt
  AND c.acceptedAt < other.endedAt AND other.acceptedAt < c.endedAt
RETURN w.id AS wish_id, c.id AS claim_id, other.id AS other_id
ORDER BY wish_id, claim_id, other_id
