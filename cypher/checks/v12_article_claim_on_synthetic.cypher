// ---
// question: V12
// title: {zh: 来源陈述指向了虚构事物, en: Article claim that describes something synthetic}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 报道中的陈述不能描述虚构的事物；数目类的陈述应指向全镇、品牌或项目。
//   en: "A claim of the article may not describe something invented; claims on counts describe the town, the brand or the project."
// audience: [staff]
// columns:
//   claim_id: {label: {zh: 陈述, en: Claim}, links: source_claim}
//   id: {label: {zh: 所描述, en: Describes}}
// rests_on: [SourceClaim]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [claim_id, id]}
// ---
MATCH (f:SourceClaim)-[:DESCRIBES]->(n)
WHERE f.provenance = 'article' AND n.provenance = 'synthetic'
RETURN f.id AS claim_id, n.id AS id
ORDER BY claim_id, id
