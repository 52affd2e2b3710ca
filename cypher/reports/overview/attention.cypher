// ---
// title: {zh: 需关注事项, en: What needs attention}
// about: {zh: 当日有多少认领逾期、未对接，多少心愿久未认领、未回访，多少项目有结余未公示，多少红色加油站没有可用的换电柜。, en: "How many claims are past due or without contact on the day, how many wishes long unclaimed or not visited, how many projects with a balance undisclosed, how many red stations with no working swap cabinet."}
// definition:
//   zh: 每行一项，右边是它的分母：认领逾期、未对接÷当日进行中的认领；超过30天无人认领÷当日待认领的心愿；兑现15天后未回访÷当日处于“已实现”的心愿；有结余而90天未公示÷当日有结余的项目；没有可用换电柜÷现在开放的红色加油站。各项口径与所列报表相同，没有的写0。最多的是：其中最多的一家（认领方、站点或项目，一样多的取编号在前的）和它有几件，涉及几家；联合认领算在编号在前的一家。红色加油站是哪些，按现状，换电柜的状况按当日。
//   en: "One matter a row with its denominator beside it: past due and no contact, of the day's live claims; over 30 days, of the day's open wishes; not visited, of wishes that are fulfilled on the day; undisclosed, of projects with a balance on the day; no working cabinet, of red stations open now. Each is counted as in the report it names; none is 0. Most of them: the one who has most (claimant, station or project; of two with as many the first by id), how many, and among how many; a joint claim counts for the first by id. Which stations are red is as now, the state of their cabinets is of the day."
// audience: [committee, staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   matter: {label: {zh: 事项, en: Matter}, words: matter, links: {report_in: report}}
//   number: {label: {zh: 数目, en: Number}, unit: count, better: less, people: {matter: [overdue, no_contact, long_open, not_visited]}}
//   of_all: {label: {zh: 共有, en: Of}, unit: count, people: {matter: [overdue, no_contact, long_open, not_visited]}}
//   whose:
//     label: {zh: 由谁办理, en: Whose turn}
//     values:
//       claimant: {zh: 认领方, en: Claimant}
//       station: {zh: 受理站点, en: Station}
//       staff: {zh: 工作人员, en: Staff}
//       project: {zh: 善款项目, en: Project}
//   owner_id: {label: {zh: 编号, en: Id}, hidden: true, empty: not_applicable}
//   owner: {label: {zh: 最多的是, en: Most of them}, links: {record: owner_id}, empty: not_applicable}
//   owner_has: {label: {zh: 其件数, en: Theirs}, unit: count, empty: not_applicable}
//   owners: {label: {zh: 涉及几家, en: Parties}, unit: count}
//   report: {label: {zh: 逐件见报表, en: One by one in}, hidden: true}
// sums:
//   - {total: of_all, parts: [number], rest: true}
// view: {kind: attention, title: matter, value: number, of: of_all, whose: whose, owner: owner, to: report}
// rests_on: [Wish, WishEvent, Claim, Handover, Visit, Project, Donation, Purchase, Disclosure, ServiceStation, Facility]
// limits: {rows: 10, seconds: 20}
// expect: {columns: [matter, number, of_all, whose, owner_id, owner, owner_has, owners, report], unique: [matter], not_null: [matter, number, of_all, whose, owners, report], min_rows: 6, max_rows: 6}
// ---
CALL () {
  MATCH (c:Claim)-[:FOR]->(:Wish)
  WHERE c.endedAt > $as_of_end AND c.acceptedAt <= $as_of_end
  CALL (c) {
    OPTIONAL MATCH (o)-[:MADE]->(c)
    WITH o ORDER BY o.id LIMIT 1
    RETURN o
  }
  WITH c, o, duration.inDays(c.dueAt, $as_of_end).days >= 1 AS late,
       NOT coalesce(c.contactedAt <= $as_of_end, false)
         AND duration.inDays(c.claimedAt, $as_of_end).days > 7 AS silent
  WITH count(c) AS of_all, count(CASE WHEN late THEN 1 END) AS late,
       count(CASE WHEN silent THEN 1 END) AS silent,
       collect(CASE WHEN late THEN o END) AS late_of, collect(CASE WHEN silent THEN o END) AS silent_of
  UNWIND [{place: 1, matter: 'overdue', number: late, held: late_of, report: 'wishes/overdue'},
          {place: 2, matter: 'no_contact', number: silent, held: silent_of, report: 'wishes/no_contact'}]
         AS one
  RETURN one.place AS place, one.matter AS matter, one.number AS number, of_all,
         one.held AS held, 'claimant' AS whose, one.report AS report
  UNION ALL
  OPTIONAL MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
    AND now.at <= $as_of_end AND now.until > $as_of_end
  CALL (w) {
    OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
    WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
    RETURN duration.inDays(min(e.at), $as_of_end).days AS days
  }
  CALL (w) {
    OPTIONAL MATCH (w)-[:VIA]->(direct:ServiceStation)
    OPTIONAL MATCH (w)-[:VIA]->(:ChatGroup)-[tie:LOOKED_AFTER_BY]->(behind:ServiceStation)
    WHERE tie.from <= $as_of AND tie.to > $as_of
    WITH coalesce(direct, behind) AS st ORDER BY st.id LIMIT 1
    RETURN st
  }
  RETURN 3 AS place, 'long_open' AS matter, count(CASE WHEN days > 30 THEN 1 END) AS number,
         count(w) AS of_all, collect(CASE WHEN days > 30 THEN st END) AS held,
         'station' AS whose, 'wishes/unclaimed' AS report
  UNION ALL
  OPTIONAL MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.toStatus = 'FULFILLED' AND now.at <= $as_of_end AND now.until > $as_of_end
  CALL (w) {
    OPTIONAL MATCH (w)<-[:FOR]-(c:Claim)-[:RESULTED_IN]->(h:Handover)
    WHERE h.at <= $as_of_end AND duration.inDays(h.at, $as_of_end).days > 15
      AND NOT EXISTS { MATCH (h)-[:FOLLOWED_BY]->(v:Visit) WHERE v.at <= $as_of_end }
    OPTIONAL MATCH (o)-[:MADE]->(c)
    WITH h, o ORDER BY o.id LIMIT 1
    RETURN h IS NOT NULL AS waits, o
  }
  RETURN 4 AS place, 'not_visited' AS matter, count(CASE WHEN waits THEN 1 END) AS number,
         count(w) AS of_all, collect(CASE WHEN waits THEN o END) AS held,
         'staff' AS whose, 'wishes/not_visited' AS report
  UNION ALL
  OPTIONAL MATCH (p:Project)<-[:OF]-(f:Fund)
  WHERE f.openedAt <= $as_of_end
  WITH p, min(f.openedAt) AS opened
  CALL (p) {
    OPTIONAL MATCH (p)<-[:OF]-(:Fund)<-[:INTO]-(d:Donation)
    WHERE d.kind = 'money' AND d.receivedAt <= $as_of_end
      AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
    WITH DISTINCT d
    RETURN coalesce(sum(d.amountFen), 0) AS received
  }
  CALL (p) {
    OPTIONAL MATCH (p)<-[:OF]-(:Fund)-[paid:PAID]->(b:Purchase)
    WHERE b.at <= $as_of_end
    RETURN coalesce(sum(paid.fen), 0) AS spent
  }
  CALL (p) {
    OPTIONAL MATCH (p)<-[:ABOUT]-(said:Disclosure)
    WHERE said.publishedAt <= $as_of_end
    RETURN max(said.publishedAt) AS last
  }
  WITH p, received > spent AS has_balance,
       duration.inDays(coalesce(last, opened), $as_of_end).days > 90 AS is_late
  RETURN 5 AS place, 'undisclosed' AS matter,
         count(CASE WHEN has_balance AND is_late THEN 1 END) AS number,
         count(CASE WHEN has_balance THEN 1 END) AS of_all,
         collect(CASE WHEN has_balance AND is_late THEN p END) AS held,
         'project' AS whose, 'money/undisclosed' AS report
  UNION ALL
  OPTIONAL MATCH (st:ServiceStation)
  WHERE st.stationType = 'red_station' AND st.status = 'OPEN'
  WITH st, st IS NOT NULL AND NOT EXISTS {
    MATCH (st)-[has:HAS_FACILITY]->(f:Facility)
    WHERE f.code = 'swap_cabinet' AND has.state = 'working' AND has.qty > 0
      AND has.from <= $as_of AND has.to > $as_of
  } AS lacks
  RETURN 6 AS place, 'no_swap' AS matter, count(CASE WHEN lacks THEN 1 END) AS number,
         count(st) AS of_all, collect(CASE WHEN lacks THEN st END) AS held,
         'station' AS whose, 'service/red_without_swap' AS report
}
CALL (held) {
  UNWIND held AS one
  WITH one, count(*) AS has ORDER BY has DESC, one.id
  WITH collect({one: one, has: has}) AS them
  RETURN head(them) AS first, size(them) AS owners
}
RETURN matter, number, of_all, whose, first.one.id AS owner_id, first.one.name AS owner,
       first.has AS owner_has, owners, report
ORDER BY place
