// ---
// title: {zh: 记录, en: Records}
// about: {zh: 按编号取出若干记录的名称、种类、分类和起止；骑手、子女和同意记录另有一份。, en: "The names, kinds, groups and days of some records by their ids; riders, children and consents have a file of their own."}
// definition:
//   zh: 没有名称的，以金额和日期称呼。分类：心愿和活动按类别，组织按所属类别，服务站点按类型，其余按种类。“自”“至”是记录本身的日期（提出、认领、到账、成立等），没有的为空。
//   en: "What has no name goes by its amount and its day. Group: a wish's or an activity's category, an organisation's group, a station's type, else its own kind. 'From' and 'to' are the record's own days (raised, claimed, received, founded); empty where it has none."
// audience: [committee, staff]
// explore: {shows: nodes}
// parameters:
//   ids: {type: ids, label: {zh: 编号, en: Ids}}
//   facts: {type: boolean, default: true, label: {zh: 含属性, en: With properties}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   name: {label: {zh: 名称, en: Name}}
//   amount: {label: {zh: 金额, en: Amount}, unit: fen, empty: not_applicable}
//   group: {label: {zh: 分类, en: Group}, words: code}
//   state: {label: {zh: 状态, en: State}, words: code}
//   began: {label: {zh: 自, en: From}, empty: not_applicable}
//   ended: {label: {zh: 至, en: To}, empty: not_applicable}
//   facts: {label: {zh: 属性, en: Properties}, record: kind}
// view: {kind: table}
// no_past: {zh: 名称和属性为当前值，与所选日期无关, en: "Names and properties are today's, whatever the day"}
// limits: {rows: 12000, seconds: 20}
// expect: {columns: [id, kind, name, amount, group, state, began, ended, facts], unique: [id], not_null: [id, kind, name, group, state]}
// ---
MATCH (n:Organization|OrgGroup|Area|Company|DeliverySite|Headcount|ChatGroup|Team|Venue|ServiceStation|Facility|SupplyItem|Wish|Claim|Handover|Visit|Project|Pledge|Donation|Fund|Purchase|ItemBatch|Distribution|Disclosure|Activity|SourceDocument|SourceClaim)
WHERE n.id IN $ids.id
RETURN n.id AS id, head([label IN labels(n) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       coalesce(n.name, n.title, n.alias, n.textZh, n.item, n.supplier, head([(n)-[:FOR]->(w:Wish) | w.title]), n.id) AS name,
       coalesce(n.amountFen, n.totalFen) AS amount,
       coalesce(n.category, n.stationType, head([(n)-[:IN_GROUP]->(g:OrgGroup) | g.code]), n.kind, '') AS group, coalesce(n.status, '') AS state,
       head([x IN [n] |
         CASE WHEN x:Activity THEN null ELSE coalesce(date(x.claimedAt), date(x.submittedAt), date(x.receivedAt), date(x.pledgedAt), date(x.openedAt), date(x.publishedAt), date(x.at), date(x.grantedAt), x.asOf, x.from) END]) AS began,
       head([day IN [x IN [n] | coalesce(x.to, date(x.endedAt), date(x.closedAt), date(x.withdrawnAt))] WHERE day < date('9999-12-31')]) AS ended,
       CASE WHEN $facts THEN n {.*, searchText: null, importId: null, rev: null, reachPlace: null} END AS facts
ORDER BY id
