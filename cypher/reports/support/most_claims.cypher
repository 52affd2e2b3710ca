// ---
// question: R13
// title: {zh: 支持集中度, en: Top supporters}
// about:
//   zh: 支持心愿最多的组织和企业，以及前几名合计占全部的份额。
//   en: "The organisations and companies that support most wishes, and the share of all that the first few carry together."
// definition:
//   zh: “支持”与“支持关系”同义，每件心愿在每个组织名下只计一次。占比的分母是当日全部“组织—心愿”支持关系的数目，不因显示多少名而变；累计占比加到第几名，就是前几名合计的份额。只列有支持记录的，没有记录的不列。选了运营企业时，只看提出时在该企业（当日）运营的配送站点的心愿。
//   en: "Support as in 'Who supports whom', a wish counting once for each organisation. The share's denominator is all organisation-wish relationships of support on the day, however many rows are shown; the running share at rank n is what the first n carry together. Only those with support on record are listed. With a company chosen only wishes raised at sites that it operates on the day count."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   since: {type: date, optional: true, label: {zh: 认领日期自, en: Accepted from}}
//   group: {type: choice, from: choices/groups, optional: true, label: {zh: 组织类别, en: Group}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 运营企业, en: Operated by}}
//   category: {type: choice, from: choices/categories, optional: true, label: {zh: 心愿类别, en: Category}}
//   top: {type: integer, default: 10, min: 1, max: 500, label: {zh: 前几名, en: First}}
// columns:
//   rank: {label: {zh: 名次, en: Rank}, unit: name}
//   supporter_id: {label: {zh: 编号, en: Id}, links: organisation, hidden: true}
//   supporter: {label: {zh: 组织或企业, en: Organisation or company}, links: {record: supporter_id}}
//   wishes: {label: {zh: 支持的心愿, en: Wishes supported}, unit: count, rows: {report: support/pairs, with: {supporter: supporter_id}, whatever: [top]}}
//   live: {label: {zh: 其中进行中, en: Live}, unit: count, rows: {report: support/pairs, values: {state: live}, with: {supporter: supporter_id}, whatever: [top]}}
//   of_pairs: {label: {zh: 全部支持关系, en: All relationships of support}, unit: count, hidden: true, one_value_per: [], rows: {report: support/pairs, whatever: [top]}}
//   share: {label: {zh: 占比, en: Share}, unit: percent, ratio: [wishes, of_pairs]}
//   running: {label: {zh: 前几名合计, en: The first few together}, unit: count, hidden: true, rows: {report: support/most_claims, with: {top: rank}, adds: wishes}}
//   running_share: {label: {zh: 累计占比, en: Running share}, unit: percent, ratio: [running, of_pairs]}
//   of_supporters: {label: {zh: 有支持记录的总数, en: Supporters in all}, unit: count, people: false, one_value_per: [], rows: {report: support/most_claims, values: {top: 500}}}
// sums:
//   - {total: wishes, parts: [live], rest: true}
// view: {kind: bar, x: supporter, y: wishes}
// rests_on: [Wish, Claim, Handover, Organization, Company]
// limits: {rows: 500, seconds: 5}
// expect: {columns: [rank, supporter_id, supporter, wishes, live, of_pairs, share, running, running_share, of_supporters], unique: [supporter_id], not_null: [rank, supporter_id, wishes, live, of_pairs, share, running, running_share, of_supporters]}
// ---
MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish)
WHERE c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  AND ($since IS NULL OR date(c.acceptedAt) >= $since)
  AND ($category IS NULL OR w.category = $category)
  AND ($group IS NULL OR EXISTS {
    MATCH (o)-[tie:IN_GROUP]->(g:OrgGroup)
    WHERE g.code = $group AND tie.from <= $as_of AND tie.to > $as_of
  })
  AND (c.endedAt > $as_of_end OR EXISTS {
    MATCH (c)-[:RESULTED_IN]->(h:Handover) WHERE h.at <= $as_of_end
  })
  AND ($company IS NULL OR EXISTS {
    MATCH (w)<-[:RAISED]-(:Rider)-[works:WORKS_AT]->(:DeliverySite)<-[runs:OPERATES]-(co:Company)
    WHERE works.from <= date(w.submittedAt) AND works.to > date(w.submittedAt)
      AND co.id = $company AND runs.from <= $as_of AND runs.to > $as_of
  })
WITH o, count(DISTINCT w) AS wishes,
     count(DISTINCT CASE WHEN c.endedAt > $as_of_end THEN w END) AS live
ORDER BY wishes DESC, o.id
WITH collect({id: o.id, name: o.name, wishes: wishes, live: live}) AS them, sum(wishes) AS total
UNWIND range(0, size(them) - 1) AS i
WITH i, them, total
WHERE i < $top
RETURN i + 1 AS rank, them[i].id AS supporter_id, them[i].name AS supporter,
       them[i].wishes AS wishes, them[i].live AS live,
       total AS of_pairs, toFloat(them[i].wishes) / total AS share,
       reduce(n = 0, one IN them[..i + 1] | n + one.wishes) AS running,
       toFloat(reduce(n = 0, one IN them[..i + 1] | n + one.wishes)) / total AS running_share,
       size(them) AS of_supporters
ORDER BY rank
