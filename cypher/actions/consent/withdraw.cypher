// ---
// title: {zh: 撤回同意, en: Withdraw the consent}
// about: {zh: 本人或监护人撤回同意，立即生效。, en: The person or the guardian withdraws the consent; it holds at once.}
// on: Consent
// order: 10
// writes: {changes: {Consent: [withdrawnAt]}}
// confirm: {zh: 撤回后，依据这项同意办理的事项须停止。, en: What was done on this consent has to stop.}
// refusals:
//   withdrawn: {zh: "{day} 已经撤回过了。", en: "It was withdrawn on {day} already."}
// ---
MATCH (k:Consent {id: $id})
RETURN CASE WHEN k.withdrawnAt < datetime('9999-12-31T00:00:00+08:00') THEN 'withdrawn' END AS refusal,
       {day: toString(date(k.withdrawnAt))} AS details
;
MATCH (k:Consent {id: $id})
SET k.withdrawnAt = $at
