// ---
// title: {zh: 各类记录的数据性质, en: What the records are based on}
// about: {zh: 每一类记录中，来自报道、录入、推算和演示的各有多少，没有注明的有多少。, en: "Of each kind of record, how many come from the article, were entered, derived or invented, and how many do not say."}
// definition:
//   zh: 报道：来源报道写明的；录入：工作人员填报或导入的；推算：由其他数据算出的；演示：为演示而虚构的。未注明：记录里没有写明是哪一种。各类从不混用。
//   en: "Article: stated by the source; entered: filled in or imported by staff; derived: worked out from other data; synthetic: invented for demonstration; not stated: the record does not say which. They are never mixed."
// no_past: {zh: 按系统中现有记录计数。, en: "Counts what is in the graph today."}
// audience: [committee, staff]
// columns:
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   article: {label: {zh: 报道, en: Article}, unit: count}
//   entered: {label: {zh: 录入, en: Entered}, unit: count}
//   derived: {label: {zh: 推算, en: Derived}, unit: count}
//   synthetic: {label: {zh: 演示, en: Synthetic}, unit: count}
//   unstated: {label: {zh: 未注明, en: Not stated}, unit: count}
//   records: {label: {zh: 合计, en: All}, unit: count}
// sums:
//   - {total: records, parts: [article, entered, derived, synthetic, unstated]}
// view: {kind: table}
// limits: {rows: 60, seconds: 20}
// expect: {columns: [kind, article, entered, derived, synthetic, unstated, records], unique: [kind], not_null: [kind, article, entered, derived, synthetic, unstated, records]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Rider|Child|ChatGroup|Team|Consent|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim)
WITH head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
     n.provenance AS provenance, count(*) AS found
RETURN kind,
       sum(CASE provenance WHEN 'article' THEN found ELSE 0 END) AS article,
       sum(CASE provenance WHEN 'entered' THEN found ELSE 0 END) AS entered,
       sum(CASE provenance WHEN 'derived' THEN found ELSE 0 END) AS derived,
       sum(CASE provenance WHEN 'synthetic' THEN found ELSE 0 END) AS synthetic,
       sum(CASE WHEN provenance IN ['article', 'entered', 'derived', 'synthetic'] THEN 0 ELSE found END) AS unstated,
       sum(found) AS records
ORDER BY records DESC, kind
