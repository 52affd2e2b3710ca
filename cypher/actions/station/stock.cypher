// ---
// title: {zh: 盘点物资, en: Count a supply}
// about: {zh: 登记一种物资的现有数量和应有数量。, en: Note how much of a supply there is and should be.}
// on: ServiceStation
// from: [PLANNED, OPEN, SUSPENDED]
// order: 42
// parameters:
//   item: {type: choice, from: choices/supplies, node: SupplyItem, label: {zh: 物资, en: Supply}}
//   qty: {type: integer, min: 0, max: 1000000, label: {zh: 现有数量, en: In stock}}
//   par: {type: integer, min: 0, max: 1000000, optional: true, label: {zh: 应有数量（不填则不变）, en: "Should be (empty: as before)"}}
// writes: {relationships: [STOCKS], changes: {STOCKS: [qty, par]}}
// refusals:
//   no_par: {zh: 第一次盘点请填写应有数量。, en: Say how much there should be when it is counted for the first time.}
// ---
MATCH (s:ServiceStation {id: $id})
OPTIONAL MATCH (i:SupplyItem {id: $item})
RETURN CASE WHEN i IS NOT NULL AND $par IS NULL AND NOT EXISTS { (s)-[:STOCKS]->(i) } THEN 'no_par' END AS refusal,
       {} AS details
;
MATCH (s:ServiceStation {id: $id}), (i:SupplyItem {id: $item})
OPTIONAL MATCH (s)-[held:STOCKS]->(i)
WITH s, i, count(held) AS held
FOREACH (one IN CASE WHEN held = 0 THEN [1] ELSE [] END |
  CREATE (s)-[:STOCKS {qty: $qty, par: $par}]->(i))
WITH s, i, held
MATCH (s)-[has:STOCKS]->(i)
WHERE held > 0
SET has.qty = $qty, has.par = coalesce($par, has.par)
