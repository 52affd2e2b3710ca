// ---
// title: {zh: 批准费用, en: Approve the cost}
// about: {zh: 费用超过 500 元的，发布前由另一位同事先批准。, en: Above 500 CNY another colleague approves the cost before the wish is published.}
// on: Wish
// from: [IN_REVIEW]
// order: 30
// actor: reviewer
// needs: review
// parameters:
//   cost: {type: number, min: 0, max: 100000, label: {zh: 批准的费用（元）, en: Cost approved (CNY)}}
// writes: {changes: {Wish: [estCostFen]}}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   own: {zh: 这件心愿是您自己录入的，请另一位同事办理。, en: You entered this wish yourself; another colleague has to do this.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[raised:RAISED]-(r:Rider)
OPTIONAL MATCH (load:ImportRun {id: raised.importId})
OPTIONAL MATCH (wrote:ChangeRun {subject: $id})
WHERE wrote.action IN ['wish/submit', 'wish/resubmit']
WITH w, head(collect(r.alias)) AS alias, collect(load.by) + collect(wrote.by) AS authors
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN $actor IN authors AND NOT $actor IN ['local', 'owner'] THEN 'own'
       END AS refusal, {} AS details,
       {cost: w.estCostFen / 100.0} AS values
;
MATCH (w:Wish {id: $id})
SET w.estCostFen = toInteger(round($cost * 100))
