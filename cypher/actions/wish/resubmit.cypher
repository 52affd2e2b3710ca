// ---
// title: {zh: 补充后再交, en: Hand in again}
// about: {zh: 补充完整，再次提交。, en: What was missing has been added.}
// on: Wish
// from: [RETURNED]
// to: SUBMITTED
// order: 22
// actor: station_staff
// parameters:
//   title: {type: text, optional: true, label: {zh: 心愿, en: Wish}}
//   cost: {type: number, min: 0, max: 100000, optional: true, label: {zh: 预估费用（元）, en: Estimated cost (CNY)}}
//   reason: {type: text, optional: true, label: {zh: 补充的内容, en: What was added}}
// writes: {changes: {Wish: [title, estCostFen]}}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
// ---
MATCH (w:Wish {id: $id})
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN size($title) > 500 OR size($reason) > 500 THEN 'long'
       END AS refusal, {} AS details,
       {title: w.title, cost: w.estCostFen / 100.0} AS values
;
MATCH (w:Wish {id: $id})
SET w.title = coalesce(trim($title), w.title),
    w.estCostFen = coalesce(toInteger(round($cost * 100)), w.estCostFen)
