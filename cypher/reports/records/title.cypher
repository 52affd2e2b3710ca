// ---
// title: {zh: 记录的称呼, en: What a record is called}
// about: {zh: 一条记录的名称；没有名称的，以金额、一方、事由和日期称呼。, en: "The name of a record; one without a name goes by its amount, its party, its matter and its day."}
// audience: [committee, staff]
// parameters:
//   id: {type: text, label: {zh: 编号, en: Id}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   title: {label: {zh: 称呼, en: Title}, links: {record: id}}
// view: {kind: table}
// no_past: {zh: 为当前的称呼，与所选日期无关, en: "Today's, whatever the day"}
// limits: {rows: 1, seconds: 5}
// expect: {columns: [id, title], unique: [id], not_null: [id, title]}
// ---
MATCH (m:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun)
WHERE m.id = $id
RETURN m.id AS id,
       coalesce(m.name, m.title, m.textZh, m.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(m.amountFen, m.totalFen)] | '¥' + toString(fen / 100) + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(m.publicity, '') <> 'anonymous' THEN head([(m)<-[:GAVE|PLEDGED|MADE]-(o) | o.name]) END,
         m.supplier, m.item + ' × ' + toString(m.qty), m.place,
         head([(m)-[:FOR]->(w:Wish) | w.title]),
         head([(m)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         head([(m)<-[:FOLLOWED_BY]-(:Handover)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         head([(m)<-[:HAS_EVENT]-(w:Wish) | w.title]),
         head([(m)-[:ABOUT]->(p:Project) | p.name]), head([(m)-[:COUNTED_AT]->(s) | s.name]),
         toString(date(coalesce(m.receivedAt, m.pledgedAt, m.claimedAt, m.publishedAt, m.at, m.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), m.id) AS title
