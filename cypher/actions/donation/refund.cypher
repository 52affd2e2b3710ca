// ---
// title: {zh: 退回捐赠, en: Refund}
// about: {zh: 捐款退回捐赠方，专款相应减少。, en: "The money goes back to the giver, and the fund has less."}
// on: Donation
// from: [RECEIVED]
// to: REFUNDED
// order: 20
// parameters:
//   day: {type: date, default: today, label: {zh: 退回日期, en: Refunded on}}
// writes: {changes: {Donation: [refundedAt], Pledge: [status, endedAt]}}
// confirm: {zh: 退回后这笔捐赠不再计入专款。, en: The gift no longer counts in the fund then.}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   before: {zh: "退回日期不能早于到账日期（{day}）。", en: "It cannot be refunded before it came in ({day})."}
//   spent: {zh: "“{what}”只剩 {rest} 元，余额不足，不能退回。", en: "{what} has been spent; {rest} CNY are left, too little to refund."}
// ---
MATCH (d:Donation {id: $id})
OPTIONAL MATCH (d)-[:INTO]->(f:Fund)
CALL (f) {
  OPTIONAL MATCH (f)<-[:INTO]-(gift:Donation {kind: 'money', status: 'RECEIVED'})
  RETURN coalesce(sum(gift.amountFen), 0) AS received
}
CALL (f) {
  OPTIONAL MATCH (f)-[paid:PAID]->(:Purchase)
  RETURN coalesce(sum(paid.fen), 0) AS spent
}
OPTIONAL MATCH (d)-[:SETTLES]->(p:Pledge)
WITH d, f, received - spent AS rest, collect(p.id) AS pledges
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN $day < date(d.receivedAt) THEN 'before'
         WHEN d.kind = 'money' AND rest < d.amountFen THEN 'spent'
       END AS refusal,
       {day: toString(date(d.receivedAt)), what: f.name, rest: toString(rest / 100.0)} AS details,
       pledges + CASE WHEN f IS NULL THEN [] ELSE [f.id] END AS locks
;
MATCH (d:Donation {id: $id})
SET d.refundedAt = CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END
WITH d
MATCH (d)-[:SETTLES]->(p:Pledge)
OPTIONAL MATCH (p)<-[settles:SETTLES]-(gift:Donation)
WHERE gift.status <> 'REFUNDED' AND gift.id <> d.id
WITH p, coalesce(sum(settles.fen), 0) AS paid
SET p.status = CASE WHEN paid >= p.amountFen THEN 'PAID' WHEN paid > 0 THEN 'PARTLY_PAID' ELSE 'OPEN' END,
    p.endedAt = CASE WHEN paid >= p.amountFen THEN p.endedAt ELSE datetime('9999-12-31T00:00:00+08:00') END
