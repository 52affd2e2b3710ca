// ---
// question: R18
// title: {zh: 各企业人均待认领心愿, en: Open wishes per head by company}
// about:
//   zh: 各企业的骑手有多少心愿还没有人认领，按人数折算，便于看哪里最需要帮助。不作企业排名之用。
//   en: "How many of each company's riders' wishes nobody has taken up, for the number of its people, to see where help is needed most. It is not a ranking of companies."
// definition:
//   zh: 每百人待认领=待认领÷在岗人数×100。待认领：截至当日处于“待认领”或“转入下轮”的心愿，归于提出时骑手所在的站点，站点归于当日的运营企业，骑手后来离职或换站不影响。在岗人数：这些站点当日的从业人员。平台一行包括承接其业务的配送商的站点，因此与配送商各行有重叠，不能相加。不足指定人数的企业不列，家数见“人数不足未列”；没有从业人员的企业不计。
//   en: "Open per hundred = open wishes / workers x 100. Open: wishes that on the day are published or carried over, belonging to the site where the rider worked when raising them, and through it to the company operating that site on the day, whether or not the rider has left since. Workers: those of the day at these sites. A platform's row takes in the sites of contractors that work for it, so it overlaps with theirs and rows do not add up. Companies with fewer than the given number of workers are not listed; how many they are stands under 'too small to list'. Companies with no workers are not counted."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   min_riders: {type: integer, default: 10, min: 5, max: 10000, label: {zh: 至少人数, en: At least (workers)}}
// columns:
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 企业, en: Company}, links: {record: company_id}}
//   role: {label: {zh: 角色, en: Role}, words: code}
//   sites: {label: {zh: 站点, en: Sites}, unit: count, people: false}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, links: {report: people/company_sheet, with: {company: company_id}}}
//   open: {label: {zh: 待认领, en: Open}, unit: count, rows: {report: people/company_wishes, values: {state: open}, with: {company: company_id}, whatever: [min_riders]}}
//   long_open: {label: {zh: 其中超过30天, en: Over 30 days}, unit: count}
//   per_hundred: {label: {zh: 每百人待认领, en: Open per hundred}}
//   not_listed: {label: {zh: 人数不足未列, en: Too small to list}, unit: count, people: false, one_value_per: []}
// sums:
//   - {total: open, parts: [long_open], rest: true}
// view: {kind: bar, x: company, y: per_hundred}
// rests_on: [Company, DeliverySite, Rider, Wish, WishEvent]
// limits: {rows: 5000, seconds: 10}
// expect: {columns: [company_id, company, role, sites, riders, open, long_open, per_hundred, not_listed], unique: [company_id], not_null: [company_id, company, sites, riders, open, long_open, per_hundred, not_listed]}
// ---
CALL () {
  // Open wishes and workers of each site that someone operates, each counted once.
  MATCH (:Company)-[runs:OPERATES]->(s:DeliverySite)
  WHERE runs.from <= $as_of AND runs.to > $as_of
  WITH DISTINCT s
  CALL (s) {
    OPTIONAL MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(now:WishEvent)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
      AND now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
      AND now.at <= $as_of_end AND now.until > $as_of_end
    WITH DISTINCT w
    OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
    WHERE e.toStatus = 'PUBLISHED'
    WITH w, duration.inDays(min(e.at), $as_of_end).days AS days
    RETURN count(w) AS open, count(CASE WHEN days > 30 THEN 1 END) AS long_open
  }
  RETURN s, open, long_open, COUNT {
    MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
  } AS riders
}
MATCH (s)<-[runs:OPERATES]-(runner:Company)-[works_for:CONTRACTS_FOR*0..1]->(co:Company)
WHERE runs.from <= $as_of AND runs.to > $as_of
  AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
WITH DISTINCT co, s, open, long_open, riders
WITH co, count(s) AS sites, sum(riders) AS riders, sum(open) AS open, sum(long_open) AS long_open
WHERE riders > 0
WITH collect({company: co, sites: sites, riders: riders, open: open, long_open: long_open}) AS them
UNWIND them AS one
WITH one, size([c IN them WHERE c.riders < $min_riders]) AS not_listed
WHERE one.riders >= $min_riders
RETURN one.company.id AS company_id, one.company.name AS company, one.company.role AS role,
       one.sites AS sites, one.riders AS riders, one.open AS open, one.long_open AS long_open,
       round(100.0 * one.open / one.riders, 1) AS per_hundred, not_listed
ORDER BY 100.0 * one.open / one.riders DESC, company_id
