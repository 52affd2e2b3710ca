// ---
// title: {zh: 关闭专款, en: Close the fund}
// about: {zh: 余额用完，或结余的去向已经公示。, en: "Its balance is nothing, or what is done with the surplus has been disclosed."}
// on: Fund
// from: [OPEN]
// to: CLOSED
// order: 30
// writes: {changes: {Fund: [closedAt]}}
// confirm: {zh: 关闭后不能再收支。, en: Nothing can be received or spent after that.}
// refusals:
//   balance: {zh: "还有 {rest} 元没有用，请先用完，或公示全部账目和结余的去向。", en: "{rest} CNY are left: spend them, or disclose the full account and what is done with the surplus."}
// ---
MATCH (f:Fund {id: $id})
CALL (f) {
  OPTIONAL MATCH (f)<-[:INTO]-(gift:Donation {kind: 'money', status: 'RECEIVED'})
  RETURN coalesce(sum(gift.amountFen), 0) AS received
}
CALL (f) {
  OPTIONAL MATCH (f)-[paid:PAID]->(p:Purchase)
  RETURN coalesce(sum(paid.fen), 0) AS spent, max(p.at) AS last
}
RETURN CASE
         WHEN received > spent AND NOT EXISTS {
           (f)-[:OF]->(:Project)<-[:ABOUT]-(open:Disclosure {kind: 'full_account'})
           WHERE open.publishedAt >= coalesce(last, f.openedAt)
         } THEN 'balance'
       END AS refusal, {rest: toString((received - spent) / 100.0)} AS details
;
MATCH (f:Fund {id: $id})
SET f.closedAt = $at
