// ---
// title: {zh: 导入记录, en: Imports}
// about: {zh: 截至当日每一次导入：文件、时间、经办、行数。, en: "Every import by the day: its file, time, who did it, how many rows."}
// definition:
//   zh: 一次导入要么整份进入系统中，要么一行也不进；状态为“导入中”的还没有完成。行数是文件中的行数，重复导入同一份不会多出记录。
//   en: "An import lands whole or not at all; one that is loading is not finished. Rows are those of the file; importing the same file again adds nothing."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   import_id: {label: {zh: 编号, en: Id}, links: import_run}
//   file: {label: {zh: 文件, en: File}}
//   at: {label: {zh: 导入时间, en: Imported at}}
//   by: {label: {zh: 经办, en: By}, words: actor}
//   rows: {label: {zh: 行数, en: Rows}, unit: count, people: false}
//   state: {label: {zh: 状态, en: State}, words: code}
// view: {kind: table}
// rests_on: [ImportRun]
// limits: {rows: 200, seconds: 5}
// expect: {columns: [import_id, file, at, by, rows, state], unique: [import_id], not_null: [import_id, file, at, rows, state]}
// ---
// Invented data has a last day of its own, long before it was imported.
MATCH (i:ImportRun)
WHERE i.at <= $as_of_end OR EXISTS { MATCH (w:Wish) WHERE w.provenance = 'synthetic' }
RETURN i.id AS import_id, i.file AS file, i.at AS at, i.by AS by, i.rows AS rows, i.state AS state
ORDER BY at DESC, import_id
