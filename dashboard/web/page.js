// Everything of Panel's waits in the template until the finished page is painted, then runs in its own order.
requestAnimationFrame(() => setTimeout(async () => {
  let waiting = []
  for (const old of document.getElementById('late').content.querySelectorAll('link,style,script')) {
    if (/bokeh-(gl|mathjax)/.test(old.src)) continue
    const fresh = document.createElement(old.tagName)
    for (const a of old.attributes) fresh.setAttribute(a.name, a.value)
    fresh.textContent = old.textContent
    fresh.async = false
    if (old.src) waiting.push(new Promise(done => { fresh.onload = fresh.onerror = done }))
    else if (old.tagName === 'SCRIPT') { await Promise.all(waiting); waiting = [] }
    document.body.append(fresh)
  }
}))
const tip = document.getElementById('tip')
document.addEventListener('pointermove', e => {
  const said = e.target.closest?.('[data-tip]')
  tip.hidden = !said
  if (said) { tip.textContent = said.dataset.tip; tip.style.left = Math.min(e.clientX + 12, innerWidth - 240) + 'px'; tip.style.top = e.clientY + 14 + 'px' }
})
for (const card of document.querySelectorAll('[data-src]'))
  fetch(card.dataset.src).then(answer => answer.text()).then(text => { card.innerHTML = text })
document.getElementById('find')?.addEventListener('input', e => {
  const words = e.target.value.trim().toLowerCase()
  for (const a of document.querySelectorAll('aside a')) a.hidden = !a.textContent.toLowerCase().includes(words)
  for (const a of document.querySelectorAll('aside a')) a.style.display = a.hidden ? 'none' : ''
})
