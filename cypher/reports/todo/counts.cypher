// ---
// title: {zh: 待办事项, en: What waits to be done}
// about:
//   zh: 每一类待办有几件、等得最久的几天、该由谁来办；点开逐件列出。
//   en: "How much waits of each kind, how long the oldest has waited, and whose turn it is; each leads to its list."
// definition:
//   zh: 每行一类，件数就是点开的报表按默认条件列出的行数，没有的写0；最久=其中等待天数的最大值：逾期的自期限起算，未到账的认捐自认捐起算，其余见各报表。一件心愿可以同时在几类里，例如认领既逾期又未对接。由谁办理，是这一步通常经手的人。
//   en: "One kind a row. The number is that of the rows of the report it leads to, with its usual conditions, 0 where there is none. Oldest is the longest wait among them: past due counts from the due day, an unpaid pledge from the pledge, the rest as their reports say. A wish may stand in several kinds, as where a claim is past due and without contact. Whose turn it is: who usually takes this step."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   matter: {label: {zh: 待办, en: To do}, words: waiting, links: {report_in: report}}
//   number: {label: {zh: 件数, en: Number}, unit: count}
//   oldest: {label: {zh: 最久, en: Oldest}, unit: day, empty: not_applicable}
//   whose:
//     label: {zh: 由谁办理, en: Whose turn}
//     values:
//       staff: {zh: 工作人员, en: Staff}
//       reviewer: {zh: 审核人员, en: Reviewer}
//       station: {zh: 受理站点, en: Station}
//       claimant: {zh: 认领方，请提醒, en: "Claimant, to be reminded"}
//       giver: {zh: 认捐组织，请联系, en: "Organisation, to be called"}
//   report: {label: {zh: 逐件见报表, en: One by one in}, hidden: true}
// view: {kind: attention, title: matter, value: number, oldest: oldest, whose: whose, to: report}
// rests_on: [Wish, WishEvent, Claim, Handover, Visit, Pledge, Donation, Consent]
// limits: {rows: 20, seconds: 10}
// expect: {columns: [matter, number, oldest, whose, report], unique: [matter], not_null: [matter, number, whose, report], min_rows: 10, max_rows: 10}
// ---
CALL () {
  UNWIND [[1, 'to_review', 'SUBMITTED', 'staff'], [2, 'to_publish', 'IN_REVIEW', 'reviewer'],
          [4, 'returned', 'RETURNED', 'station']] AS step
  OPTIONAL MATCH (:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.toStatus = step[2] AND now.at <= $as_of_end AND now.until > $as_of_end
  RETURN step[0] AS place, step[1] AS matter, count(now) AS number,
         max(duration.inDays(now.at, $as_of_end).days) AS oldest, step[3] AS whose,
         'todo/' + step[1] AS report
  UNION ALL
  OPTIONAL MATCH (c:Claim)-[:FOR]->(:Wish)
  WHERE c.claimedAt <= $as_of_end AND c.endedAt > $as_of_end
    AND NOT coalesce(c.acceptedAt <= $as_of_end, false)
  RETURN 3 AS place, 'to_accept' AS matter, count(c) AS number,
         max(duration.inDays(c.claimedAt, $as_of_end).days) AS oldest, 'staff' AS whose,
         'todo/to_accept' AS report
  UNION ALL
  OPTIONAL MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE now.toStatus IN ['PUBLISHED', 'CARRIED_OVER']
    AND now.at <= $as_of_end AND now.until > $as_of_end
    AND NOT EXISTS {
      MATCH (c:Claim)-[:FOR]->(w)
      WHERE c.acceptedAt <= $as_of_end AND c.endedAt > $as_of_end
    }
  CALL (w) {
    OPTIONAL MATCH (w)-[:HAS_EVENT]->(e:WishEvent)
    WHERE e.toStatus = 'PUBLISHED' AND e.at <= $as_of_end
    RETURN duration.inDays(min(e.at), $as_of_end).days AS days
  }
  WITH CASE WHEN days > 30 THEN days END AS days
  RETURN 5 AS place, 'long_open' AS matter, count(days) AS number, max(days) AS oldest,
         'staff' AS whose, 'wishes/unclaimed' AS report
  UNION ALL
  OPTIONAL MATCH (c:Claim)-[:FOR]->(:Wish)
  WHERE c.endedAt > $as_of_end AND c.claimedAt <= $as_of_end AND c.acceptedAt <= $as_of_end
  WITH CASE WHEN NOT coalesce(c.contactedAt <= $as_of_end, false)
              THEN duration.inDays(c.claimedAt, $as_of_end).days END AS silent,
       duration.inDays(c.dueAt, $as_of_end).days AS late
  WITH count(CASE WHEN silent > 7 THEN 1 END) AS silent_claims,
       max(CASE WHEN silent > 7 THEN silent END) AS longest_silent,
       count(CASE WHEN late >= 1 THEN 1 END) AS late_claims,
       max(CASE WHEN late >= 1 THEN late END) AS longest_late
  UNWIND [[6, 'no_contact', silent_claims, longest_silent, 'wishes/no_contact'],
          [7, 'overdue', late_claims, longest_late, 'wishes/overdue']] AS one
  RETURN one[0] AS place, one[1] AS matter, one[2] AS number, one[3] AS oldest,
         'claimant' AS whose, one[4] AS report
  UNION ALL
  OPTIONAL MATCH (h:Handover)<-[:RESULTED_IN]-(:Claim)-[:FOR]->(:Wish)-[:HAS_EVENT]->(now:WishEvent)
  WHERE h.at <= $as_of_end AND duration.inDays(h.at, $as_of_end).days > 15
    AND now.toStatus = 'FULFILLED' AND now.at <= $as_of_end AND now.until > $as_of_end
    AND NOT EXISTS { MATCH (h)-[:FOLLOWED_BY]->(v:Visit) WHERE v.at <= $as_of_end }
  RETURN 8 AS place, 'to_visit' AS matter, count(h) AS number,
         max(duration.inDays(h.at, $as_of_end).days) AS oldest, 'staff' AS whose,
         'wishes/not_visited' AS report
  UNION ALL
  OPTIONAL MATCH (pl:Pledge)
  WHERE pl.pledgedAt <= $as_of_end AND pl.endedAt > $as_of_end
    AND NOT EXISTS {
      MATCH (pl)<-[part:SETTLES]-(d:Donation)
      WHERE d.receivedAt <= $as_of_end AND part.fen > 0
        AND NOT (d.status = 'REFUNDED' AND coalesce(d.refundedAt, d.receivedAt) <= $as_of_end)
    }
  RETURN 9 AS place, 'pledged' AS matter, count(pl) AS number,
         max(duration.inDays(pl.pledgedAt, $as_of_end).days) AS oldest, 'giver' AS whose,
         'money/pledged_unpaid' AS report
  UNION ALL
  OPTIONAL MATCH (c:Consent)-[:COVERS]->(thing)
  WHERE c.withdrawnAt <= $as_of_end
    AND NOT EXISTS {
      MATCH (thing)<-[:COVERS]-(other:Consent)
      WHERE other.scope = c.scope AND other.grantedAt <= $as_of_end
        AND other.withdrawnAt > $as_of_end
    }
  RETURN 10 AS place, 'withdrawn' AS matter, count(c) AS number,
         max(duration.inDays(c.withdrawnAt, $as_of_end).days) AS oldest, 'staff' AS whose,
         'people/consent_withdrawn' AS report
}
RETURN matter, number, oldest, whose, report
ORDER BY place
