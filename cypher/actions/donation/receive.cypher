// ---
// title: {zh: 登记捐赠, en: Record a gift}
// about: {zh: 收到党组织捐赠的钱或物，记入专款。, en: "Money or goods of a Party organisation have come in, into a fund."}
// on: Donation
// new: true
// to: RECEIVED
// order: 10
// parameters:
//   organisation: {type: choice, from: choices/party_organisations, node: Organization, label: {zh: 党组织, en: Party organisation}}
//   fund: {type: choice, from: choices/open_funds, node: Fund, label: {zh: 记入专款, en: Into the fund}}
//   kind: {type: choice, values: [money, in_kind], words: code, default: money, label: {zh: 种类, en: Kind}}
//   amount: {type: number, min: 0.01, max: 100000000, label: {zh: 金额（元）, en: Amount (CNY)}}
//   day: {type: date, default: today, label: {zh: 到账日期, en: Received on}}
//   pledge: {type: choice, from: choices/open_pledges, node: Pledge, optional: true, label: {zh: 兑付的认捐, en: Pledge it pays}}
//   receipt: {type: text, optional: true, label: {zh: 收据号, en: Receipt number}}
//   publicity: {type: choice, values: [named, anonymous], words: code, default: named, label: {zh: 公开方式, en: Publicity}}
// writes: {nodes: [Donation], relationships: [GAVE, INTO, SETTLES], changes: {Pledge: [status, endedAt]}}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   no_organisation: {zh: 没有这个党组织，请从名单里选。, en: There is no such Party organisation; choose one from the list.}
//   no_fund: {zh: 没有这笔专款，请从名单里选。, en: There is no such fund; choose one from the list.}
//   fund_closed: {zh: "“{what}”已关闭，不能再收款。", en: "{what} is closed; nothing can go into it."}
//   not_theirs: {zh: "这笔认捐不是 {who} 的。", en: "That pledge is not one of {who}."}
//   pledge_over: {zh: 这笔认捐已经兑付或结束。, en: That pledge is paid or has ended.}
//   too_much: {zh: "这笔认捐只差 {rest} 元，多出的请另记一笔。", en: "{rest} CNY of that pledge are open; record what is above it as another gift."}
// ---
OPTIONAL MATCH (o:Organization {id: $organisation})
WHERE o:PartyOrganization
OPTIONAL MATCH (f:Fund {id: $fund})
OPTIONAL MATCH (p:Pledge {id: $pledge})
OPTIONAL MATCH (p)<-[settles:SETTLES]-(gift:Donation)
WHERE gift.status <> 'REFUNDED'
WITH o, f, p, coalesce(sum(settles.fen), 0) AS paid
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN $organisation IS NOT NULL AND o IS NULL THEN 'no_organisation'
         WHEN $fund IS NOT NULL AND f IS NULL THEN 'no_fund'
         WHEN f.status = 'CLOSED' THEN 'fund_closed'
         WHEN $pledge IS NOT NULL AND NOT EXISTS { (o)-[:PLEDGED]->(p) } THEN 'not_theirs'
         WHEN NOT p.status IN ['OPEN', 'PARTLY_PAID'] THEN 'pledge_over'
         WHEN toInteger(round($amount * 100)) > p.amountFen - paid THEN 'too_much'
       END AS refusal,
       {who: o.name, what: f.name, rest: toString((p.amountFen - paid) / 100.0)} AS details
;
MATCH (o:Organization {id: $organisation}), (f:Fund {id: $fund})
OPTIONAL MATCH (p:Pledge {id: $pledge})
OPTIONAL MATCH (p)<-[settles:SETTLES]-(gift:Donation)
WHERE gift.status <> 'REFUNDED'
WITH o, f, coalesce(sum(settles.fen), 0) AS paid, toInteger(round($amount * 100)) AS fen
CREATE (o)-[:GAVE]->(d:Donation {id: $new_Donation, kind: $kind, purpose: f.purpose, amountFen: fen,
        receivedAt: CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END, receiptNo: $receipt, publicity: $publicity})-[:INTO]->(f)
WITH d, paid, fen
MATCH (open:Pledge {id: $pledge})
CREATE (d)-[:SETTLES {fen: fen}]->(open)
SET open.status = CASE WHEN paid + fen >= open.amountFen THEN 'PAID' ELSE 'PARTLY_PAID' END,
    open.endedAt = CASE WHEN paid + fen >= open.amountFen THEN $at ELSE open.endedAt END
