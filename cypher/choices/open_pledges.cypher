// ---
// title: {zh: 没兑付完的认捐, en: Open pledges}
// about: {zh: 还没有兑付完的认捐：谁的、多少。, en: "Pledges that are not paid: whose and how much."}
// audience: [staff]
// columns:
//   value: {label: {zh: 编号, en: Id}}
//   label: {label: {zh: 名称, en: Name}}
// rests_on: [Pledge, Organization]
// limits: {rows: 2000, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label]}
// ---
MATCH (o:PartyOrganization)-[:PLEDGED]->(n:Pledge)
WHERE n.status IN ['OPEN', 'PARTLY_PAID']
RETURN n.id AS value, o.name + ' ¥' + toString(n.amountFen / 100) AS label
ORDER BY label, value
