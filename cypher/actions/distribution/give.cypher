// ---
// title: {zh: 登记发放, en: Record a distribution}
// about: {zh: 把一批物品发给儿童；写清人数和签收岗位。, en: Things of a batch are given to children; say to how many and who signed.}
// on: Distribution
// new: true
// order: 10
// parameters:
//   batch: {type: choice, from: choices/batches, node: ItemBatch, label: {zh: 物品批次, en: Batch}}
//   qty: {type: integer, min: 1, max: 1000000, label: {zh: 发放数量, en: How many}}
//   children: {type: integer, min: 0, max: 100000, optional: true, label: {zh: 儿童人数, en: Children}}
//   place: {type: text, label: {zh: 地点, en: Place}}
//   signed: {type: text, optional: true, label: {zh: 签收岗位, en: Signed by (post)}}
//   day: {type: date, default: today, label: {zh: 发放日期, en: Day}}
// writes: {nodes: [Distribution], relationships: [GIVEN_IN]}
// refusals:
//   ahead: {zh: 日期不能晚于今天。, en: The day cannot be in the future.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
//   too_many: {zh: "“{what}”只剩 {rest}，不够发。", en: "{rest} of {what} are left, too few to give out."}
//   before: {zh: "发放日期不能早于采购日期（{day}）。", en: "It cannot be given out before it was bought ({day})."}
// ---
OPTIONAL MATCH (b:ItemBatch {id: $batch})
OPTIONAL MATCH (p:Purchase)-[:BOUGHT]->(b)
CALL (b) {
  OPTIONAL MATCH (b)-[part:GIVEN_IN]->(:Distribution)
  RETURN coalesce(sum(part.qty), 0) AS given
}
RETURN CASE
         WHEN $day > date($at) THEN 'ahead'
         WHEN size($place) > 500 OR size($signed) > 500 THEN 'long'
         WHEN $qty > b.qty - given THEN 'too_many'
         WHEN $day < date(p.at) THEN 'before'
       END AS refusal, {what: b.item, rest: b.qty - given, day: toString(date(p.at))} AS details
;
MATCH (b:ItemBatch {id: $batch})
CREATE (b)-[:GIVEN_IN {qty: $qty}]->(:Distribution {id: $new_Distribution, at: CASE WHEN $day = date($at) THEN $at ELSE datetime({date: $day, hour: 12, timezone: '+08:00'}) END, place: trim($place),
        signedBy: $signed, childCount: $children})
