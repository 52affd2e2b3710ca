// ---
// question: V5
// title: {zh: 捐赠进入了用途不同的专款, en: Donation into a fund of another purpose}
// about: {zh: 数据应当没有这种情况；每一行是一处错误。, en: The data should hold none of these; each row is a fault.}
// message:
//   zh: 捐赠的用途与专款的用途不同；改变用途须经捐赠方同意，请改正去向或用途。
//   en: "The purpose of the donation is not that of the fund; a change of purpose needs the donor's consent. Correct the fund or the purpose."
// audience: [staff]
// columns:
//   donation_id: {label: {zh: 捐赠, en: Donation}, links: donation}
//   purpose: {label: {zh: 捐赠用途, en: Purpose of the donation}}
//   fund_id: {label: {zh: 专款, en: Fund}, links: fund}
//   fund_purpose: {label: {zh: 专款用途, en: Purpose of the fund}}
//   amount: {label: {zh: 金额, en: Amount}, unit: fen}
// rests_on: [Donation, Fund]
// limits: {rows: 1000, seconds: 10}
// expect: {columns: [donation_id, purpose, fund_id, fund_purpose, amount]}
// ---
MATCH (d:Donation)-[:INTO]->(f:Fund)
WHERE d.amountFen > 0 AND d.purpose <> f.purpose
RETURN d.id AS donation_id, d.purpose AS purpose, f.id AS fund_id, f.purpose AS fund_purpose,
       d.amountFen AS amount
ORDER BY donation_id, fund_id
