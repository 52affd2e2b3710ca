// ---
// title: {zh: 查找, en: Search}
// about: {zh: 按名称、编号、拼音或首字母查找记录；骑手等个人不在此列。, en: "Find records by name, id, pinyin or initials; riders and other persons are left out."}
// definition:
//   zh: 在名称、编号及其拼音中查找；只写字母或数字时也按开头匹配。越相近越靠前。
//   en: "Looks in names, ids and their pinyin; letters and digits alone match beginnings too. The nearest come first."
// audience: [committee, staff]
// parameters:
//   q: {type: text, label: {zh: 查找, en: Search for}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// limits: {rows: 50, seconds: 5}
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
RETURN node.id AS id, coalesce(node.name, node.title, node.textZh, node.item, node.supplier, node.id) AS name,
       head([label IN labels(node) WHERE NOT label IN ['PartyOrganization', 'MassOrganization', 'Agency']]) AS kind,
       node.provenance AS provenance
ORDER BY toUpper(typed) = id DESC, score DESC, id
