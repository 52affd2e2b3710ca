// ---
// title: {zh: 登记采购, en: Record a purchase}
// about: {zh: 用专款采购一批物品。, en: Something was bought from a fund.}
// on: Purchase
// new: true
// order: 10
// parameters:
//   fund: {type: choice, from: choices/open_funds, node: Fund, label: {zh: 支出专款, en: From the fund}}
//   supplier: {type: text, label: {zh: 供应商, en: Supplier}}
//   item: {type: text, label: {zh: 物品, en: Item}}
//   qty: {type: integer, min: 1, max: 1000000, label: {zh: 数量, en: Quantity}}
//   unit: {type: number, min: 0, max: 10000000, label: {zh: 单价（元）, en: Unit price (CNY)}}
//   day: {type: date, default: today, label: {zh: 采购日期, en: Day}}
//   invoice: {type: text, optional: true, label: {zh: 发票编号, en: Invoice number}}
// writes: {nodes: [Purchase, ItemBatch], relationships: [PAID, BOUGHT]}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
//   fund_closed: {zh: "“{what}”已关闭，不能再支出。", en: "{what} is closed; nothing can be spent from it."}
//   overspent: {zh: "“{what}”只剩 {rest} 元，余额不足。", en: "{what} has {rest} CNY left, too little to pay this."}
// ---
OPTIONAL MATCH (f:Fund {id: $fund})
CALL (f) {
  OPTIONAL MATCH (f)<-[:INTO]-(gift:Donation {kind: 'money', status: 'RECEIVED'})
  RETURN coalesce(sum(gift.amountFen), 0) AS received
}
CALL (f) {
  OPTIONAL MATCH (f)-[paid:PAID]->(:Purchase)
  RETURN coalesce(sum(paid.fen), 0) AS spent
}
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN size($supplier) > 500 OR size($item) > 500 OR size($invoice) > 500 THEN 'long'
         WHEN f.status = 'CLOSED' THEN 'fund_closed'
         WHEN $qty * toInteger(round($unit * 100)) > received - spent THEN 'overspent'
       END AS refusal, {what: f.name, rest: toString((received - spent) / 100.0)} AS details
;
MATCH (f:Fund {id: $fund})
WITH f, toInteger(round($unit * 100)) AS each
CREATE (f)-[:PAID {fen: $qty * each}]->(:Purchase {id: $new_Purchase, at: CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END,
        supplier: trim($supplier), totalFen: $qty * each, invoiceRef: $invoice})-[:BOUGHT]->(:ItemBatch {id: $new_ItemBatch,
        item: trim($item), qty: $qty, unitFen: each})
