// ---
// title: {zh: 查找, en: Search}
// about: {zh: 按名称、编号、拼音或首字母查找记录；骑手等个人不在此列。, en: "Find records by name, id, pinyin or initials; riders and other persons are left out."}
// definition:
//   zh: 在名称、编号及其拼音中查找；只写字母或数字时也按开头匹配。编号或名称正好是所写的在最前，其余按种类排：组织、站点、企业、心愿在先，记录和说法在后；同一种类里越相近越靠前。
//   en: "Looks in names, ids and their pinyin; letters and digits alone match beginnings too. What is called exactly so comes first, the others by kind: organisations, stations, sites, companies and wishes before notes and statements; within a kind the nearest first."
// audience: [committee, staff]
// parameters:
//   q: {type: text, label: {zh: 查找, en: Search for}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// limits: {rows: 500, seconds: 5}
// expect: {columns: [id, name, kind, provenance], unique: [id], not_null: [id, name, kind]}
// ---
WITH trim($q) AS typed
CALL (typed) {
  // Each word typed is a phrase in quotes; letters and digits also begin one. Names are indexed by
  // pairs of characters, so that a single one is looked for at both ends of a pair.
  WITH [part IN split(typed, ' ') WHERE part <> '' |
    '("' + replace(replace(part, '\\', '\\\\'), '"', '\\"') + '"'
    + CASE WHEN part =~ '[0-9A-Za-z]+' THEN ' OR ' + toLower(part) + '*'
           WHEN part =~ '[一-鿿]' THEN ' OR ' + part + '* OR *' + part ELSE '' END + ')'] AS parts
  WHERE parts <> []
  CALL db.index.fulltext.queryNodes('lianxin_search',
    reduce(text = head(parts), part IN tail(parts) | text + ' AND ' + part)) YIELD node, score
  RETURN node, score
  UNION ALL
  // What there is nothing to find by but its id.
  MATCH (node:WishEvent|Claim|Handover|Visit|Pledge|Donation|Distribution|Disclosure|ImportRun|ChangeRun)
  WHERE node.id IN [typed, toUpper(typed)]
  RETURN node, 1.0 AS score
}
WITH typed, node, score
WHERE NOT (node:Rider OR node:Child OR node:Consent OR node:AuditRecord)
WITH typed, node, score,
     coalesce(node.name, node.title, node.textZh, node.item, node.supplier, node.id) AS name,
     head([label IN labels(node) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
     ['Organization', 'ServiceStation', 'DeliverySite', 'Company', 'Wish', 'Area', 'Venue', 'Project', 'Team', 'Activity'] AS first
RETURN node.id AS id, name, kind, node.provenance AS provenance
ORDER BY toUpper(typed) = id OR name = typed DESC,
         CASE WHEN kind IN first
              THEN head([at IN range(0, size(first) - 1) WHERE first[at] = kind]) ELSE size(first) END,
         kind, score DESC, id
