// ---
// title: {zh: 发布, en: Publish}
// about: {zh: 核对文字和费用后发布，等人认领。, en: With its text and its cost checked the wish is put up to be taken up.}
// on: Wish
// from: [IN_REVIEW]
// to: PUBLISHED
// order: 32
// actor: reviewer
// needs: review
// parameters:
//   title: {type: text, label: {zh: 公开的文字, en: The text as published}}
//   cost: {type: number, min: 0, max: 100000, label: {zh: 预估费用（元）, en: Estimated cost (CNY)}}
// writes: {changes: {Wish: [title, estCostFen]}}
// confirm: {zh: 发布后大家都能看到这段文字，请确认其中没有姓名、住址、病情。, en: "Everybody can read this text once it is published: check that it holds no name, address or illness."}
// refusals:
//   consent_withdrawn: {zh: 骑手已撤回办理这件心愿的同意，或已要求清除个人数据，不能再办，只能撤回心愿。, en: "The rider has withdrawn the consent to handle this wish, or has had the personal data removed; it can only be withdrawn."}
//   publish_withdrawn: {zh: 骑手已撤回公开这件心愿的同意，不能发布。, en: The rider has withdrawn the consent to publish this wish; it cannot be put up.}
//   own: {zh: 这件心愿是您自己录入的，请另一位同事办理。, en: You entered this wish yourself; another colleague has to do this.}
//   long: {zh: 最多 500 字。, en: At most 500 characters.}
//   personal: {zh: 公开的文字里有骑手的代称，请改成看不出是谁的说法。, en: The text names the rider by alias; word it so that nobody can be recognised.}
//   number: {zh: 公开的文字里像是有手机号或证件号，请删去。, en: The text seems to hold a telephone or identity number; take it out.}
//   second: {zh: "费用超过 500 元，请先由另一位同事“批准费用”，金额不低于 {cost} 元。", en: "Above 500 CNY another colleague has to approve the cost first, at no less than {cost} CNY."}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (w)<-[raised:RAISED]-(r:Rider)
OPTIONAL MATCH (load:ImportRun {id: raised.importId})
OPTIONAL MATCH (wrote:ChangeRun {subject: $id})
WHERE wrote.action IN ['wish/submit', 'wish/resubmit']
WITH w, head(collect(r.alias)) AS alias, collect(load.by) + collect(wrote.by) AS authors
OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.until >= datetime('9999-12-31T00:00:00+08:00')
WITH w, alias, authors, max(now.at) AS since
OPTIONAL MATCH (second:ChangeRun {subject: $id})
WHERE second.action = 'wish/approve_cost' AND second.at >= since
  AND (second.by <> $actor OR $actor IN ['local', 'owner'])
  AND NOT EXISTS { (back:ChangeRun {subject: $id}) WHERE back.undoes = second.id }
WITH w, alias, authors, count(second) > 0 AND w.estCostFen >= toInteger(round($cost * 100)) AS seconded
RETURN CASE
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'wish_processing'}) WHERE k.withdrawnAt > $at }
              OR EXISTS { (w)<-[:RAISED]-(gone:Rider) WHERE gone.alias = '已清除 ' + gone.id } THEN 'consent_withdrawn'
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'publish'}) WHERE k.withdrawnAt <= $at }
              AND NOT EXISTS { (w)<-[:COVERS]-(k:Consent {scope: 'publish'}) WHERE k.withdrawnAt > $at } THEN 'publish_withdrawn'
         WHEN $actor IN authors AND NOT $actor IN ['local', 'owner'] THEN 'own'
         WHEN size($title) > 500 THEN 'long'
         WHEN size(alias) > 1 AND $title CONTAINS alias THEN 'personal'
         WHEN $title =~ '(?s).*(1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]).*' THEN 'number'
         WHEN $cost > 500 AND NOT coalesce(seconded, false) THEN 'second'
       END AS refusal,
       {cost: toString($cost)} AS details,
       {title: w.title, cost: w.estCostFen / 100.0} AS values
;
MATCH (w:Wish {id: $id})
SET w.title = trim($title), w.estCostFen = toInteger(round($cost * 100))
