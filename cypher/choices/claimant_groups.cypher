// ---
// title: {zh: 认领方类别, en: Groups of claimants}
// about: {zh: 可选的认领方类别：各类组织、企业、未归类的、全部。, en: "Groups of claimants to choose from: those of organisations, companies, those in no group, all."}
// columns:
//   value: {label: {zh: 代码, en: Code}}
//   label: {label: {zh: 名称, en: Name}, words: group}
// rests_on: [OrgGroup]
// limits: {rows: 100, seconds: 5}
// expect: {columns: [value, label], unique: [value], not_null: [value, label], min_rows: 3}
// ---
OPTIONAL MATCH (g:OrgGroup)
WITH collect(DISTINCT g.code) AS codes
UNWIND codes + ['company', 'no_group', 'total'] AS code
RETURN DISTINCT code AS value, code AS label
ORDER BY value = 'total', value
