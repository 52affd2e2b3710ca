// ---
// question: R08
// title: {zh: 回访评价分布, en: What visited riders said}
// about: {zh: 四级评价各有多少，占全部回访的几成。, en: "How many visits were given each of the four grades, and their share of all visits."}
// definition:
//   zh: 截至当日有回访的兑现，一次兑现有几次回访的按最近一次。占比的分母是有回访的兑现，没有回访的不在其内，件数列在“未回访”。
//   en: "Handovers with a visit by the day, the latest visit where there were several. The share's denominator is handovers that were visited; those that were not are left out of it, and stand under 'not visited'."
// audience: [committee, staff, public]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 兑现日期自, en: Handed over from}}
// columns:
//   grade: {label: {zh: 评价, en: Grade}, words: code}
//   visits: {label: {zh: 兑现数, en: Handovers}, unit: count, rows: {report: wishes/handed_over, with: {grade: grade}}}
//   visited: {label: {zh: 已回访, en: Visited}, unit: count, one_value_per: [], rows: {report: wishes/handed_over, values: {visit: visited}}}
//   share: {label: {zh: 占已回访, en: Of visited}, unit: percent, ratio: [visits, visited], empty: not_applicable}
//   not_visited: {label: {zh: 未回访, en: Not visited}, unit: count, one_value_per: [], rows: {report: wishes/handed_over, values: {visit: not_visited}}}
// same_as:
//   - {column: visited, rows: {grade: grade_1}, report: wishes/satisfaction, its_column: visited, its_rows: {category: total}}
// view: {kind: bar, x: grade, y: visits}
// rests_on: [Handover, Visit]
// limits: {rows: 10, seconds: 5}
// expect: {columns: [grade, visits, visited, share, not_visited], unique: [grade], not_null: [grade, visits, visited, not_visited], min_rows: 4, max_rows: 4}
// privacy: {small_cell: 5}
// ---
CALL () {
  MATCH (h:Handover)
  WHERE h.at <= $as_of_end AND ($since IS NULL OR date(h.at) >= $since)
  CALL (h) {
    OPTIONAL MATCH (h)-[:FOLLOWED_BY]->(v:Visit)
    WHERE v.at <= $as_of_end
    WITH v ORDER BY v.at DESC, v.id DESC LIMIT 1
    RETURN v.grade AS given
  }
  RETURN collect(given) AS grades, count(*) - count(given) AS not_visited
}
UNWIND [1, 2, 3, 4] AS grade
WITH grade, size([one IN grades WHERE one = grade]) AS visits, size(grades) AS visited, not_visited
RETURN 'grade_' + toString(grade) AS grade, visits, visited, CASE WHEN visited > 0 THEN toFloat(visits) / visited END AS share, not_visited
ORDER BY grade
