// ---
// title: {zh: 登记同意, en: Record a consent}
// about: {zh: 骑手本人同意；对哪件心愿的，在心愿上登记。, en: The rider has agreed to something about this wish.}
// on: Wish
// order: 90
// parameters:
//   scope: {type: choice, values: [wish_processing, show_to_claimant, publish], words: code, default: show_to_claimant, label: {zh: 同意事项, en: Agrees to}}
// writes: {nodes: [Consent], relationships: [GIVEN_BY, COVERS]}
// refusals:
//   given: {zh: 这项同意已经登记过了。, en: That consent is recorded already.}
//   no_rider: {zh: 这件心愿没有提出的骑手。, en: No rider raised this wish.}
// ---
MATCH (w:Wish {id: $id})
OPTIONAL MATCH (r:Rider)-[:RAISED]->(w)
RETURN CASE
         WHEN r IS NULL THEN 'no_rider'
         WHEN EXISTS { (w)<-[:COVERS]-(k:Consent {scope: $scope}) WHERE k.withdrawnAt > $at } THEN 'given'
       END AS refusal, {} AS details, [r.id] AS locks
;
MATCH (r:Rider)-[:RAISED]->(w:Wish {id: $id})
CREATE (r)<-[:GIVEN_BY]-(:Consent {id: $new_Consent, scope: $scope, by: 'self', grantedAt: $at, withdrawnAt: datetime('9999-12-31T00:00:00+08:00')})-[:COVERS]->(w)
