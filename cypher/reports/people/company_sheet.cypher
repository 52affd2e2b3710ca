// ---
// question: R19
// title: {zh: 一企一策：站点, en: One company's sheet by site}
// about:
//   zh: 一家企业的各个站点：多少人、由哪个服务站点联系、骑手提过多少心愿、还有多少尚未认领。不选企业时列全部。
//   en: "The sites of a company: how many people, which service station is its liaison, how many wishes its riders have raised, and how many have nobody yet. All companies where none is chosen."
// definition:
//   zh: 每个企业、每个站点一行；平台也列承接其业务的配送商的站点。站点、在岗人数、联系站为当日的；联系站是与站点本身或其运营企业结对的。心愿归于提出时骑手所在的站点：“发布”为截至当日曾发布的，“待认领”“认领中”“已实现”为当日的状态，“已实现”含已办结；“逾期”是进行中的认领已过期限的。当日在岗不足5人的站点，心愿数不列，以免认出个人。
//   en: "One row for each company and site; a platform also has the sites of contractors that work for it. Sites, workers and liaison are those of the day; the liaison is paired with the site or with the company operating it. Wishes belong to the site where the rider worked when raising them: published by the day; open, live and fulfilled by their status on the day, closed ones being fulfilled; overdue are live claims past their due day. Where fewer than 5 people work at a site its wishes are left empty, so that nobody can be made out."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
// columns:
//   company_id: {label: {zh: 企业编号, en: Company id}, links: company, hidden: true}
//   company: {label: {zh: 企业, en: Company}, links: {record: company_id}}
//   role: {label: {zh: 角色, en: Role}, words: code}
//   site_id: {label: {zh: 站点编号, en: Site id}, links: site, hidden: true}
//   site: {label: {zh: 配送站点, en: Site}, links: {record: site_id}}
//   operator: {label: {zh: 运营企业, en: Operated by}}
//   riders: {label: {zh: 在岗人数, en: Workers}, unit: person, one_value_per: [site_id]}
//   station_id: {label: {zh: 联系站编号, en: Liaison station id}, links: station, hidden: true}
//   station: {label: {zh: 联系站, en: Liaison station}, links: {record: station_id}}
//   contact: {label: {zh: 联系岗位, en: Contact's post}}
//   published: {label: {zh: 发布, en: Published}, unit: count, one_value_per: [site_id], empty: withheld, rows: {report: people/company_wishes, values: {state: published}, with: {company: company_id, site: site_id}}}
//   open: {label: {zh: 待认领, en: Open}, unit: count, one_value_per: [site_id], empty: withheld, rows: {report: people/company_wishes, values: {state: open}, with: {company: company_id, site: site_id}}}
//   live: {label: {zh: 认领中, en: Claimed}, unit: count, one_value_per: [site_id], empty: withheld, rows: {report: people/company_wishes, values: {state: live}, with: {company: company_id, site: site_id}}}
//   overdue: {label: {zh: 其中逾期, en: Overdue}, unit: count, one_value_per: [site_id], empty: withheld}
//   fulfilled: {label: {zh: 已实现, en: Fulfilled}, unit: count, one_value_per: [site_id], empty: withheld, rows: {report: people/company_wishes, values: {state: fulfilled}, with: {company: company_id, site: site_id}}}
//   needs: {label: {zh: 待认领的类别, en: Kinds that are open}, words: category, empty: withheld}
//   withheld: {label: {zh: 不足5人未列, en: Fewer than 5}}
// sums:
//   - {total: published, parts: [open, live, fulfilled], rest: true}
//   - {total: live, parts: [overdue], rest: true}
// view: {kind: table}
// rests_on: [Company, DeliverySite, Rider, ServiceStation, Wish, WishEvent, Claim]
// limits: {rows: 20000, seconds: 10}
// expect: {columns: [company_id, company, role, site_id, site, operator, riders, station_id, station, contact, published, open, live, overdue, fulfilled, needs, withheld], unique: [company_id, site_id], not_null: [company_id, company, site_id, riders, withheld]}
// ---
MATCH (co:Company)<-[works_for:CONTRACTS_FOR*0..1]-(runner:Company)-[runs:OPERATES]->(s:DeliverySite)
WHERE ($company IS NULL OR co.id = $company)
  AND runs.from <= $as_of AND runs.to > $as_of
  AND all(one IN works_for WHERE one.from <= $as_of AND one.to > $as_of)
WITH s, co, runner ORDER BY runner.id
WITH s, co, head(collect(runner)) AS runner
WITH s, collect({company: co, runner: runner}) AS firms, COUNT {
       MATCH (s)<-[works:WORKS_AT]-(:Rider) WHERE works.from <= $as_of AND works.to > $as_of
     } AS riders
CALL (s) {
  OPTIONAL MATCH (s)<-[works:WORKS_AT]-(:Rider)-[:RAISED]->(w:Wish)-[:HAS_EVENT]->(e:WishEvent)
  WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
    AND e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
  WITH DISTINCT w
  OPTIONAL MATCH (w)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.at <= $as_of_end AND now.until > $as_of_end
  WITH w, now.toStatus AS status, EXISTS {
         MATCH (c:Claim)-[:FOR]->(w)
         WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
           AND duration.inDays(c.dueAt, $as_of_end).days > 0
       } AS is_late
  WITH w, status, is_late ORDER BY w.category
  RETURN count(w) AS published,
         count(CASE WHEN status IN ['PUBLISHED', 'CARRIED_OVER'] THEN 1 END) AS open,
         count(CASE WHEN status = 'CLAIMED' THEN 1 END) AS live,
         count(CASE WHEN is_late THEN 1 END) AS overdue,
         count(CASE WHEN status IN ['FULFILLED', 'CLOSED'] THEN 1 END) AS fulfilled,
         collect(DISTINCT CASE WHEN status IN ['PUBLISHED', 'CARRIED_OVER'] THEN w.category END)
           AS needs
}
UNWIND firms AS firm
WITH s, firm.company AS co, firm.runner AS runner, riders, published, open, live, overdue, fulfilled,
     needs, riders < 5 AS withheld
CALL (s, runner) {
  UNWIND [s, runner] AS paired
  OPTIONAL MATCH (paired)<-[tie:LIAISES_WITH]-(st:ServiceStation)
  WHERE tie.from <= $as_of AND tie.to > $as_of
  WITH st, tie ORDER BY st IS NULL, paired = s DESC, st.id LIMIT 1
  RETURN st, tie
}
RETURN co.id AS company_id, co.name AS company, co.role AS role, s.id AS site_id, s.name AS site,
       runner.name AS operator, riders, st.id AS station_id, st.name AS station,
       tie.contactRole AS contact,
       CASE WHEN NOT withheld THEN published END AS published,
       CASE WHEN NOT withheld THEN open END AS open,
       CASE WHEN NOT withheld THEN live END AS live,
       CASE WHEN NOT withheld THEN overdue END AS overdue,
       CASE WHEN NOT withheld THEN fulfilled END AS fulfilled,
       CASE WHEN NOT withheld THEN needs END AS needs, withheld
ORDER BY company, company_id, open DESC, riders DESC, site_id
