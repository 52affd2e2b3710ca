// ---
// question: V3
// title: {zh: 已实现却没有兑现记录, en: Fulfilled with no handover}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 已实现或已办结的心愿须有兑现记录；请补录。来源报道中的心愿除外。
//   en: "A fulfilled or closed wish needs a handover; record it. The wish of the article is excepted."
// audience: [staff]
// columns:
//   wish_id: {label: {zh: 心愿, en: Wish}, links: wish}
//   status: {label: {zh: 状态, en: Status}, words: wish_status}
// rests_on: [Wish, Claim, Handover]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [wish_id, status]}
// ---
MATCH (w:Wish)
WHERE w.status IN ['FULFILLED', 'CLOSED'] AND w.provenance <> 'article'
  AND NOT EXISTS { MATCH (w)<-[:FOR]-(:Claim)-[:RESULTED_IN]->(:Handover) }
RETURN w.id AS wish_id, w.status AS status
ORDER BY wish_id
