// ---
// title: {zh: 查找骑手, en: Search for riders}
// about: {zh: 按代称、编号、拼音或首字母查找骑手，只给工作人员看。, en: "Find riders by alias, id, pinyin or initials; for staff only."}
// definition:
//   zh: 在名称、编号及其拼音中查找；只写字母或数字时也按开头匹配。越相近越靠前。
//   en: "Looks in names, ids and their pinyin; letters and digits alone match beginnings too. The nearest come first."
// audience: [staff]
// parameters:
//   q: {type: text, label: {zh: 查找, en: Search for}}
// columns:
//   id: {label: {zh: 编号, en: Id}, links: record}
//   name: {label: {zh: 名称, en: Name}, links: {record: id}}
//   kind: {label: {zh: 种类, en: Kind}, words: kind}
//   provenance: {label: {zh: 数据性质, en: Provenance}, words: provenance}
// view: {kind: table}
// privacy: {personal: true}
// limits: {rows: 50, seconds: 5}
// expect: {columns: [id, name, kind, provenance], unique: [id], not_null: [id, name, kind]}
// ---
// Each word typed is a phrase in quotes, as in reports/records/search.
WITH trim($q) AS typed
WITH typed, [part IN split(typed, ' ') WHERE part <> '' |
  '("' + replace(replace(part, '\\', '\\\\'), '"', '\\"') + '"'
  + CASE WHEN part =~ '[0-9A-Za-z]+' THEN ' OR ' + toLower(part) + '*'
         WHEN part =~ '[一-鿿]' THEN ' OR ' + part + '* OR *' + part ELSE '' END + ')'] AS parts
WHERE parts <> []
CALL db.index.fulltext.queryNodes('lianxin_search',
  reduce(text = head(parts), part IN tail(parts) | text + ' AND ' + part)) YIELD node, score
WITH typed, node, score
WHERE node:Rider
RETURN node.id AS id, node.alias AS name,
       head(labels(node)) AS kind,
       node.provenance AS provenance
ORDER BY toUpper(typed) = id DESC, score DESC, id
