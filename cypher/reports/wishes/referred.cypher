// ---
// title: {zh: 转办的心愿, en: Wishes referred}
// about:
//   zh: 属于救助、医疗、劳动纠纷等、转给主管部门办理的心愿：转给哪个部门、办什么事、哪天转的。
//   en: "Wishes about relief, medical care, labour disputes and the like that went to the department in charge: to which, for what, and when."
// definition:
//   zh: 截至当日处于“转办”的心愿。转办部门没有单独登记的，写在事由里。
//   en: "Wishes that are referred on the day. Where the department was not entered by itself it stands in the reason."
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}, links: wish}
//   wish: {label: {zh: 心愿, en: Wish}}
//   category: {label: {zh: 类别, en: Category}, words: category}
//   department: {label: {zh: 转办部门, en: Department}}
//   reason: {label: {zh: 事由, en: Reason}}
//   referred: {label: {zh: 转办日, en: Referred}}
//   days: {label: {zh: 提交到转办, en: Submission to referral}, unit: day}
// view: {kind: table}
// rests_on: [Wish, WishEvent]
// limits: {rows: 5000, seconds: 5}
// expect: {columns: [wish_id, wish, category, department, reason, referred, days], unique: [wish_id], not_null: [wish_id, wish, referred]}
// ---
MATCH (w:Wish)-[:HAS_EVENT]->(now:WishEvent)
WHERE now.toStatus = 'REFERRED' AND now.at <= $as_of_end AND now.until > $as_of_end
RETURN w.id AS wish_id, w.title AS wish, w.category AS category,
       now.department AS department, now.reason AS reason, date(now.at) AS referred,
       duration.inDays(w.submittedAt, now.at).days AS days
ORDER BY referred DESC, wish_id
