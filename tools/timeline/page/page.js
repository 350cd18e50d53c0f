// Puts the picture on the page, and answers the mouse, the keyboard, the search and the address.
'use strict';

const started = performance.now();
const data = JSON.parse(document.getElementById('data').textContent);
const runs = data.runs.map(runOf);
const scale = new TimeScale(momentsOf(runs));
const {rows, height} = rowsOf(runs);
const model = {runs, rows, scale, left: 0, right: 1, top: 0, selected: null, hovered: null};
const view = document.getElementById('view'), canvas = document.getElementById('picture');
const tip = document.getElementById('tip'), told = document.getElementById('job');
const search = document.getElementById('search'), linear = document.getElementById('linear');
const painter = new Painter(canvas, model);
document.getElementById('space').style.height = '0px';

function whole() {
  const margin = (scale.place(lastMoment()) - scale.place(0)) * 0.02 || 1;
  model.left = scale.place(0) - margin;
  model.right = scale.place(lastMoment()) + margin;
}
function lastMoment() { return scale.moments[scale.moments.length - 1]; }
function placeSpans() { for (const row of rows) if (row.spans) row.spans.place(scale); }

let waiting = false;
function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; painter.draw(); });
}
function resize(full) {
  const seen = full ? height : Math.min(height, Math.max(200, Math.floor(window.innerHeight * 0.75) - 4));
  painter.resize(view.clientWidth, seen);
  document.getElementById('space').style.height = `${height - seen}px`;
  painter.draw();
}
function zoom(factor, x) {
  const place = model.left + (x - LABEL) / (painter.width - LABEL) * (model.right - model.left);
  model.left = place - (place - model.left) * factor;
  model.right = place + (model.right - place) * factor;
  redraw();
}
function pan(part) {
  const by = part * (model.right - model.left);
  model.left += by;
  model.right += by;
  redraw();
}
function show(from, to) {  // times
  const begin = scale.place(from), end = scale.place(to);
  const room = Math.max((end - begin) * 0.5, (scale.place(lastMoment()) - scale.place(0)) * 0.002);
  if (begin < model.left || end > model.right || (end - begin) * 200 < model.right - model.left) {
    model.left = begin - room;
    model.right = end + room;
  }
}
function select(job, move) {
  model.selected = job;
  told.textContent = job ? lifeOf(job) : '';
  if (job) {
    if (move) {
      show(job.pushed, job.finished === null ? job.run.end : job.finished);
      const row = rows.find((one) => one.run === job.run && one.kind === 'entity' && one.entity === job.entity);
      if (row.y - model.top < HEAD || row.y + row.height - model.top > painter.height) view.scrollTop = Math.max(0, row.y - HEAD - 40);
    }
    setAddress(`#job=${encodeURIComponent(job.name)}`);
  }
  redraw();
}
function setAddress(hash) {
  if (location.hash !== hash) history.replaceState(null, '', hash);
}
function findJob(name) {
  for (const run of runs) {
    const found = run.jobs.find((job) => job.name === name);
    if (found) return found;
  }
  return null;
}
function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
function follow() {  // the address: #job=y0, #t=1061000, #linear
  const [key, value] = location.hash.slice(1).split('=');
  if (key === '' && model.selected) select(null, false);
  if (key === 'job' && value !== undefined) {
    const name = decoded(value), job = findJob(name);
    if (job) select(job, true); else told.textContent = `no job is called ${name}`;
  } else if (key === 't' && Number.isFinite(Number(value))) {
    const time = Number(value), around = Math.max(1000, runs[0].end / 200);
    model.left = scale.place(Math.max(0, time - around));
    model.right = scale.place(time + around);
    redraw();
  } else if (key === 'linear') {
    setLinear(true);
  }
}
function setLinear(on) {
  scale.compressed = !on;
  linear.checked = on;
  placeSpans();
  whole();
  redraw();
}
function step(by) {  // to the next job of all, in the order of pushing
  const jobs = runs.flatMap((run) => run.jobs);
  if (jobs.length === 0) return;
  const at = model.selected ? jobs.indexOf(model.selected) : by > 0 ? -1 : 0;
  select(jobs[(at + by + jobs.length) % jobs.length], true);
}
function stepMark(by) {
  const times = [...new Set(runs.flatMap((run) => run.marks.map((mark) => mark[0])))].sort((a, b) => a - b);
  const middle = scale.time((model.left + model.right) / 2);
  const next = by > 0 ? times.find((time) => time > middle) : times.reverse().find((time) => time < middle);
  if (next === undefined) return;
  const width = model.right - model.left, place = scale.place(next);
  model.left = place - width / 2;
  model.right = place + width / 2;
  setAddress(`#t=${Math.round(next)}`);
  told.textContent = runs.flatMap((run) => run.marks).filter((mark) => mark[0] === next).map((mark) => `${timeText(mark[0])}  ${mark[5]}`).join('\n');
  redraw();
}

const KEYS = {
  ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2),
  ArrowUp: () => { view.scrollTop -= 60; }, ArrowDown: () => { view.scrollTop += 60; },
  '+': () => zoom(0.7, (painter.width + LABEL) / 2), '=': () => zoom(0.7, (painter.width + LABEL) / 2),
  '-': () => zoom(1.4, (painter.width + LABEL) / 2), 0: () => { whole(); redraw(); }, Home: () => { whole(); redraw(); },
  n: () => step(1), p: () => step(-1), m: () => stepMark(1), M: () => stepMark(-1),
  l: () => setLinear(scale.compressed), '/': () => search.focus(), Escape: () => select(null, false),
};
// Wherever the focus is, but in what takes text; up and down scroll the page, unless it is the picture.
document.addEventListener('keydown', (event) => {
  const action = KEYS[event.key], there = event.target;
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  if (there.tagName === 'INPUT' && there.type === 'search') return;
  if (there !== canvas && (event.key === 'ArrowUp' || event.key === 'ArrowDown' || event.key === 'Home')) return;
  event.preventDefault();
  action();
});

let dragged = null;
canvas.addEventListener('mousedown', (event) => { dragged = {x: event.offsetX, moved: false}; });
window.addEventListener('mouseup', () => { dragged = null; });
canvas.addEventListener('mousemove', (event) => {
  if (dragged) {
    dragged.moved = dragged.moved || Math.abs(event.offsetX - dragged.x) > 3;
    pan((dragged.x - event.offsetX) / (painter.width - LABEL));
    dragged.x = event.offsetX;
    return;
  }
  const job = painter.at(event.offsetX, event.offsetY);
  const mark = job ? null : painter.markAt(event.offsetX, event.offsetY);
  if (job !== model.hovered) { model.hovered = job; redraw(); }
  tip.textContent = job ? lifeOf(job) : mark ? `${timeText(mark[0])}  ${mark[5]}` : '';
  tip.style.display = job || mark ? 'block' : 'none';
  tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - 360)}px`;
  tip.style.top = `${event.clientY + 14}px`;
});
canvas.addEventListener('mouseleave', () => { tip.style.display = 'none'; model.hovered = null; redraw(); });
canvas.addEventListener('click', (event) => {
  canvas.focus();
  select(painter.at(event.offsetX, event.offsetY), false);
});
canvas.addEventListener('dblclick', () => { whole(); redraw(); });
canvas.addEventListener('wheel', (event) => {
  if (event.offsetX < LABEL) return;  // over the names it scrolls
  event.preventDefault();
  if (event.shiftKey || event.deltaX !== 0) pan((event.deltaX || event.deltaY) / 1000);
  else zoom(event.deltaY > 0 ? 1.25 : 0.8, event.offsetX);
}, {passive: false});
view.addEventListener('scroll', () => { model.top = view.scrollTop; redraw(); });
window.addEventListener('resize', () => resize(false));
window.addEventListener('hashchange', follow);
window.addEventListener('beforeprint', () => { model.top = 0; resize(true); });
window.addEventListener('afterprint', () => { model.top = view.scrollTop; resize(false); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
linear.addEventListener('change', () => setLinear(linear.checked));
document.getElementById('all').addEventListener('click', () => { whole(); redraw(); });
search.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') canvas.focus();
  if (event.key !== 'Enter') return;
  const text = search.value.trim();
  const exact = findJob(text);
  const job = exact || runs.flatMap((run) => run.jobs).find((one) => text !== '' && one.name.includes(text));
  if (job) select(job, true); else told.textContent = `no job is called ${text}`;
});

linear.checked = !scale.compressed;
placeSpans();
whole();
resize(false);
follow();
// For those who test the page: how long the first picture took, and how much was in it.
document.documentElement.dataset.firstPictureMs = (performance.now() - started).toFixed(1);
document.documentElement.dataset.jobs = String(runs.reduce((sum, run) => sum + run.jobs.length, 0));
window.drmsimPage = {model, painter, rows, select, findJob};
