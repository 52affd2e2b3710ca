// ---
// title: {zh: 一企一策：参与的组织, en: "One company's sheet: helpers one by one"}
// about:
//   zh: “一企一策：需求”里参与的组织和企业，一家一行：认领了几件。
//   en: "The organisations and companies that help in 'One company's sheet by need', one a row, and how many wishes they took."
// definition:
//   zh: 口径与“一企一策：需求”相同：认领已确认且仍在进行或已兑现的组织和企业，每家只计一次；心愿归于提出时骑手所在的站点。当日在岗不足5人的企业不列。
//   en: "As in 'One company's sheet by need': organisations and companies with an accepted claim that is live or handed over, each once; wishes belong to the site where the rider worked when raising them. Companies with fewer than 5 workers on the day are not listed."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 类别, en: Category}}
// columns:
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 企业, en: Company}, links: {record: company_id}}
//   helper_id: {label: {zh: 编号, en: Id}, links: organisation}
//   helper: {label: {zh: 参与的组织, en: Helper}, links: {record: helper_id}}
//   wishes: {label: {zh: 认领的心愿, en: Wishes taken}, unit: count}
// view: {kind: table}
// rests_on: [Company, DeliverySite, Rider, Wish, WishEvent, Claim, Handover, Organization]
// limits: {rows: 50000, seconds: 10}
// expect: {columns: [company_id, company, helper_id, helper, wishes], unique: [company_id, helper_id], not_null: [company_id, company, helper_id, helper, wishes]}
// ---
MATCH (co:Company)<-[works_for:CONTRACTS_FOR*0..1]-(:Company)-[runs:OPERATES]->(s:DeliverySite)
WHERE ($company IS NULL OR co.id = $company)
  AND runs.from <= $as_of AND runs.to > $as_of
  AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
WITH co, collect(DISTINCT s) AS sites
CALL (sites) {
  UNWIND sites AS s
  RETURN sum(COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  }) AS riders
}
WITH co, sites, riders
WHERE riders >= 5
UNWIND sites AS s
MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
  AND e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  AND ($category IS NULL OR w.category = $category)
WITH DISTINCT co, w
MATCH (w)<-[:FOR]-(c:Claim)<-[:MADE]-(o)
WHERE c.acceptedAt <= $as_of_end AND (c.endedAt > $as_of_end OR EXISTS {
    MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  })
RETURN co.id AS company_id, co.name AS company, o.id AS helper_id, o.name AS helper,
       count(DISTINCT w) AS wishes
ORDER BY company, company_id, wishes DESC, helper_id
