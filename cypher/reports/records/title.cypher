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
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|WishEvent|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim|ImportRun|ChangeRun)
WHERE n.id = $id
RETURN n.id AS id,
       coalesce(n.name, n.title, n.textZh, n.file, head([one IN [reduce(text = '', part IN [part IN [
         head([fen IN [coalesce(n.amountFen, n.totalFen)] | '¥' + CASE WHEN fen < 100000 THEN toString(fen / 100) WHEN fen < 100000000 THEN toString(fen / 100000) + ',' + right('00' + toString(fen / 100 % 1000), 3)
           ELSE toString(fen / 100000000) + ',' + right('00' + toString(fen / 100000 % 1000), 3) + ',' + right('00' + toString(fen / 100 % 1000), 3) END + CASE fen % 100 WHEN 0 THEN '' ELSE '.' + right('0' + toString(fen % 100), 2) END]),
         CASE WHEN coalesce(n.publicity, '') <> 'anonymous' AND NOT n.id IN $unnamed.id THEN head([(n)<-[:GAVE|PLEDGED|MADE|HAS_EVENT]-(o) | coalesce(o.name, o.title)]) END,
         n.supplier, n.item + ' × ' + toString(n.qty), n.place,
         head([(n)-[:FOR|ABOUT|COUNTED_AT]->(w) | coalesce(w.title, w.name)]),
         head([(n)<-[:FOLLOWED_BY|RESULTED_IN*1..2]-(:Claim)-[:FOR]->(w:Wish) | w.title]),
         toString(date(coalesce(n.receivedAt, n.pledgedAt, n.claimedAt, n.publishedAt, n.at, n.asOf)))
       ] WHERE part IS NOT NULL] | CASE text WHEN '' THEN part ELSE text + ' · ' + part END)] WHERE one <> '']), n.id) AS title
