// ---
// question: R01
// title: {zh: 未办结心愿, en: Wishes still open}
// about:
//   zh: 还没有实现的心愿，一件一张，按办理到哪一步分列，写明等了多久、有没有拖延。
//   en: "The wishes that are not yet fulfilled, a card each, in columns by the step they have come to, with how long they have waited and whether they are late."
// definition:
//   zh: 截至当日处于“已提交”“审核中”“退回补充”“待认领”“转入下轮”“已认领”的心愿；已实现、已办结、不予采纳、转办、撤回的不列。已等待：发布过的自首次发布起，没有发布过的自提交起。逾期：有进行中的认领、期限日早于当日，“已逾期”是过了多少天；久等：没有认领、首次发布已超过30天。服务站点为受理站点，经工作群受理的归于维护该群的站点；配送站点为提出时所在，运营企业按当日。
//   en: "Wishes that on the day are submitted, in review, returned, published, carried over or claimed; those fulfilled, closed, not accepted, referred or withdrawn are not listed. Waiting: since the first publication, or since the submission where there was none. Late: a live claim is past its due day, by so many days; long wait: unclaimed and first published more than 30 days ago. The station is where the wish came in, or the one that looks after its chat group; the site where it was raised, its operator of the day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   station: {type: choice, from: choices/stations, optional: true, label: {zh: 服务站点, en: Station}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   stage: {label: {zh: 办理到, en: Step}, words: wish_status}
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}, links: {record: wish_id}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   days: {label: {zh: 已等待, en: Waiting}, unit: day}
//   mark: {label: {zh: 提示, en: Sign}, words: board_mark}
//   late: {label: {zh: 已逾期, en: Late by}, unit: day}
//   station: {label: {zh: 服务站点, en: Station}}
//   site: {label: {zh: 配送站点, en: Site}}
//   company: {label: {zh: 运营企业, en: Operated by}}
//   claimant: {label: {zh: 认领方, en: Claimant}}
//   due: {label: {zh: 期限, en: Due}}
// view: {kind: board, id: wish_id, column: stage, title: wish, value: days, mark: mark}
// rests_on: [Wish, WishEvent, Claim, Organization, Company, ServiceStation, DeliverySite]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [stage, wish_id, wish, category, days, mark, late, station, site, company, claimant, due], unique: [wish_id], not_null: [stage, wish_id, category, days]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus IN ['SUBMITTED', 'IN_REVIEW', 'RETURNED', 'PUBLISHED', 'CARRIED_OVER', 'CLAIMED']
  AND now.at <= $as_of_end AND now.until > $as_of_end
  AND ($category IS NULL OR w.category = $category)
CALL (w) {
  OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
  OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
  RETURN st
}
CALL (w) {
  OPTIONAL MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(s:DeliverySite)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  WITH s ORDER BY s.id LIMIT 1
  OPTIONAL MATCH (co:Company)-[runs:OPERATES]->(s)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH s, co ORDER BY co.id
  RETURN s, collect(co.id) AS company_ids, collect(co.name) AS company
}
WITH w, now, st, s, company_ids, company
WHERE ($station IS NULL OR st.id = $station) AND ($company IS NULL OR $company IN company_ids)
CALL (w) {
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
  WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  RETURN min(e.at) AS published
}
CALL (w) {
  OPTIONAL MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w)
  WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
  WITH c, o ORDER BY c.acceptedAt DESC, c.id DESC, o.id
  WITH c, collect(o.name) AS names
  RETURN names AS claimant, date(c.dueAt) AS due LIMIT 1
}
WITH w, now, st, s, company, published, claimant, due,
     duration.inDays(due, $as_of).days AS late,
     duration.inDays(coalesce(published, w.submittedAt), $as_of_end).days AS days
RETURN now.toStatus AS stage, w.id AS wish_id, w.title AS wish, w.category AS category, days,
       CASE WHEN late > 0 THEN 'overdue'
            WHEN now.toStatus IN ['PUBLISHED', 'CARRIED_OVER'] AND days > 30 THEN 'long_wait' END
         AS mark,
       CASE WHEN late > 0 THEN late END AS late,
       st.name AS station, s.name AS site, CASE WHEN company <> [] THEN company END AS company,
       CASE WHEN claimant <> [] THEN claimant END AS claimant, due
ORDER BY mark IS NULL, days DESC, wish_id
