// Tells Panel when the reader reaches for the still picture, and shows the live one once it is drawn.
const drawn = root => root && ([...root.querySelectorAll('*')].some(e => e.tagName === 'CANVAS' || e.classList.contains('tabulator-row') || (e.shadowRoot && drawn(e.shadowRoot))))
export function render({model}) {
  const pic = document.querySelector('.pic')
  pic?.addEventListener('pointerenter', () => {
    if (pic.classList.contains('live')) return
    model.touched += 1
    const begin = Date.now(), look = () => {
      if (drawn(pic.querySelector('.slot'))) pic.classList.add('live')
      else if (Date.now() - begin < 10000) requestAnimationFrame(look)
    }
    look()
  })
  document.documentElement.dataset.alive = String(Math.round(performance.now()))
}
