// Draws the rows that are in view. Spans narrower than a pixel are drawn once for each pixel.
'use strict';

const LABEL = 150;  // pixels for the names of the rows
const COLOURS = ['#4477aa', '#ee8866', '#228833', '#aa3377', '#66ccee', '#ccbb44', '#cc6677', '#997755', '#77aadd',
  '#999933'];
const MARK_COLOURS = {timedout_job: '--warn', false_timeout: '--warn', hw_reset: '--bad', hw_fault: '--bad',
  hazard: '--bad', irq_lost: '--bad', guilty: '--mark', karma: '--dim', entity_kill: '--mark', entity_exit: '--dim',
  refused: '--warn', preempt: '--mark', critical: '--bad', difference: '--bad', action: '--dim', quiescent: '--good'};

class Painter {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.model = model;  // {runs, rows, scale, left, right, top, selected, hovered}
    this.spansDrawn = 0;
  }
  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }
  resize(width, height) {
    const ratio = window.devicePixelRatio || 1;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.height = `${height}px`;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  x(place) {
    return LABEL + (place - this.model.left) / (this.model.right - this.model.left) * (this.width - LABEL);
  }
  xOf(time) { return this.x(this.model.scale.place(time)); }

  draw() {
    const c = this.context;
    this.spansDrawn = 0;
    this.arrowsDrawn = 0;
    this.ink = this.colour('--ink');
    this.dim = this.colour('--dim');
    c.fillStyle = this.colour('--paper');
    c.fillRect(0, 0, this.width, this.height);
    c.font = '11px system-ui, sans-serif';
    for (const row of this.model.rows) {
      const y = row.y - this.model.top;
      if (y + row.height < HEAD || y > this.height) continue;
      this.drawRow(row, y);
    }
    this.drawMarks();
    this.drawArrows();
    this.drawLabels();
    this.drawAxis();
  }
  drawRow(row, y) {
    const c = this.context;
    if (row.kind === 'entity') {
      c.fillStyle = this.colour('--band');
      c.fillRect(LABEL, y - 1, this.width - LABEL, row.height + 2);
    }
    if (row.spans) this.drawSpans(row, y);
    if (row.kind === 'scheduler') this.drawScheduler(row, y);
    if (row.kind === 'credits') this.drawCredits(row, y);
    if (row.kind === 'interrupt') this.drawTicks(row.run.interrupts[row.line], y, row.height, (lost) => lost ? '--bad' : '--dim');
    if (row.kind === 'context') this.drawTicks(row.run.moments[row.context], y, row.height, () => '--mark');
  }
  style(phase, colour) {
    const c = this.context;
    c.globalAlpha = {depends: 0.18, waits: 0.35, executes: 1, lost: 0.55, completed: 0.65, unfinished: 0.55}[phase];
    c.fillStyle = phase === 'depends' ? this.colour('--wait') : colour;
  }
  drawSpans(row, y) {
    const c = this.context, spans = row.spans, model = this.model;
    const scale = (this.width - LABEL) / (model.right - model.left);
    const lastPixel = new Int32Array(LANES_MAX).fill(-1);
    const focus = model.hovered || model.selected;
    const inFocus = focus && focus.run === row.run ? focus.index : -1;
    let phase = -1, colour = '';
    for (let i = 0; i < spans.count; ++i) {
      let x = LABEL + (spans.left[i] - model.left) * scale;
      let end = LABEL + (spans.right[i] - model.left) * scale;
      if (end < LABEL || x > this.width) continue;
      const lane = spans.lane[i];
      if (end - x < 1) {
        if ((x | 0) === lastPixel[lane] && spans.job[i] !== inFocus) continue;
        lastPixel[lane] = x | 0;
        end = x + 1;
      }
      x = Math.max(x, LABEL);
      end = Math.min(end, this.width);
      const job = row.run.jobs[spans.job[i]];
      const nextColour = COLOURS[job.entity % COLOURS.length];
      if (spans.phase[i] !== phase || nextColour !== colour) {
        phase = spans.phase[i];
        colour = nextColour;
        this.style(PHASES[phase], colour);
      }
      const top = y + lane * LANE;
      c.fillRect(x, top, end - x, LANE - 3);
      ++this.spansDrawn;
      const name = PHASES[phase];
      if ((name === 'lost' || name === 'depends') && end - x > 3) this.hatch(x, top, end - x, name === 'lost');
      if (spans.job[i] === inFocus) this.frame(x, top, end - x, this.ink);
      else if (job.error && end - x > 3) this.frame(x, top, end - x, this.colour('--bad'));
      if (end - x > 18) this.write(this.nameIn(row, job, name), x, end, top);
      phase = -1;
    }
    c.globalAlpha = 1;
  }
  nameIn(row, job, phase) {
    if (row.kind === 'ring') return job.name + (phase === 'executes' ? '' : ` ${phase}`);
    return job.name + (job.error ? ` ${job.error}` : '');
  }
  frame(x, y, width, colour) {
    const c = this.context;
    c.globalAlpha = 1;
    c.strokeStyle = colour;
    c.lineWidth = 1.5;
    c.strokeRect(x + 0.5, y + 0.5, Math.max(1, width - 1), LANE - 4);
  }
  hatch(x, y, width, bad) {
    const c = this.context;
    c.save();
    c.beginPath();
    c.rect(x, y, width, LANE - 3);
    c.clip();
    c.globalAlpha = 0.8;
    c.strokeStyle = this.colour(bad ? '--bad' : '--wait');
    c.lineWidth = 1;
    c.beginPath();
    for (let at = x - LANE - ((x - LANE) % 6); at < x + width; at += 6) {
      c.moveTo(at, y + LANE);
      c.lineTo(at + LANE, y);
    }
    c.stroke();
    c.restore();
  }
  write(text, x, end, y) {
    const c = this.context, room = end - x - 5;
    if (c.measureText(text).width > room) text = text.split(' ')[0];
    if (c.measureText(text).width > room) return;
    c.globalAlpha = 1;
    c.lineWidth = 2.5;
    c.strokeStyle = this.colour('--paper');
    c.strokeText(text, x + 3, y + 10);
    c.fillStyle = this.ink;
    c.fillText(text, x + 3, y + 10);
  }
  drawScheduler(row, y) {
    const c = this.context;
    for (const [ring, job, begin, stopped, ended, harmless] of row.run.recoveries) {
      if (ring !== row.ring) continue;
      const end = ended === null ? row.run.end : ended;
      const x = Math.max(LABEL, this.xOf(begin)), right = Math.max(x + 1, this.xOf(end));
      if (right < LABEL || x > this.width) continue;
      c.globalAlpha = 0.45;
      c.fillStyle = this.colour(harmless ? '--dim' : '--warn');
      c.fillRect(x, y, right - x, LANE - 3);
      if (stopped !== null) {
        const from = Math.max(LABEL, this.xOf(stopped));
        c.fillStyle = this.colour('--bad');
        c.fillRect(from, y + 4, Math.max(1, right - from), LANE - 11);
      }
      this.write(`timedout_job ${row.run.jobs[job].name}`, x, right, y);
    }
    let last = -1;
    for (const job of row.run.jobs) {
      for (const call of job.runs) {
        const x = this.xOf(call.time);
        if (job.ring !== row.ring || x < LABEL || x > this.width || (x | 0) === last) continue;
        last = x | 0;
        c.globalAlpha = 1;
        c.fillStyle = COLOURS[job.entity % COLOURS.length];
        c.beginPath();
        c.moveTo(x, y + LANE - 1);
        c.lineTo(x - 4, y + LANE - 8);
        c.lineTo(x + 4, y + LANE - 8);
        c.fill();
      }
    }
    c.globalAlpha = 1;
  }
  drawCredits(row, y) {
    const c = this.context, list = row.run.credits[row.ring], limit = row.run.limits[row.ring];
    c.fillStyle = this.colour('--wait');
    c.globalAlpha = 0.6;
    for (let i = 0; i < list.length; ++i) {
      const x = Math.max(LABEL, this.xOf(list[i][0]));
      const end = i + 1 < list.length ? this.xOf(list[i + 1][0]) : this.xOf(row.run.end);
      if (end < LABEL || x > this.width || list[i][1] === 0) continue;
      const height = Math.min(1, list[i][1] / limit) * row.height;
      c.fillRect(x, y + row.height - height, Math.max(0.5, end - x), height);
    }
    c.globalAlpha = 1;
    c.fillStyle = this.dim;
    c.fillText(`limit ${limit}`, LABEL + 3, y + 9);
  }
  drawTicks(list, y, height, colour) {
    const c = this.context;
    let last = -1;
    for (const [time, value] of list) {
      const x = this.xOf(time);
      if (x < LABEL || x > this.width || (x | 0) === last) continue;
      last = x | 0;
      c.fillStyle = this.colour(colour(value));
      c.fillRect(x, y, 1.5, height - 3);
    }
  }
  drawMarks() {
    const c = this.context, labels = [];
    for (const run of this.model.runs) {
      const rows = this.model.rows.filter((row) => row.run === run), last = rows[rows.length - 1];
      const top = Math.max(HEAD, rows[0].y - this.model.top), bottom = last.y + last.height - this.model.top;
      for (const mark of run.marks) {
        const x = this.xOf(mark[0]), kind = mark[1];
        if (x < LABEL || x > this.width || bottom < HEAD) continue;
        const noted = kind === 'critical' || kind === 'difference';
        c.strokeStyle = this.colour(MARK_COLOURS[kind] || '--dim');
        c.lineWidth = noted ? 2.5 : 1;
        c.setLineDash(kind === 'preempt' || kind === 'action' ? [3, 3] : []);
        c.beginPath();
        c.moveTo(x, top);
        c.lineTo(x, bottom);
        c.stroke();
        const text = noted || kind === 'hazard' ? mark[6] : kind;
        labels.push({x, text, colour: c.strokeStyle, order: noted ? 0 : kind === 'hazard' ? 1 : 2});
      }
    }
    c.setLineDash([]);
    this.drawMarkLabels(labels);
  }
  // What matters most first, as many as there is room for; what several runs share once.
  drawMarkLabels(labels) {
    const c = this.context, lanes = [[], [], [], []], seen = new Set();
    labels.sort((a, b) => a.order - b.order || a.x - b.x);
    for (const {x, text, colour} of labels) {
      if (seen.has(`${x | 0} ${text}`)) continue;
      seen.add(`${x | 0} ${text}`);
      if (seen.size > 500) return;  // there is no room for so many
      const room = c.measureText(text).width + 6, at = Math.min(x + 2, this.width - room);  // at the edge: before it
      const lane = lanes.findIndex((taken) => taken.every(([begin, end]) => end <= at || at + room <= begin));
      if (lane < 0) continue;
      lanes[lane].push([at, at + room]);
      c.fillStyle = colour;
      c.fillText(text, at, 30 + lane * 12);
    }
  }
  // From the fence that a job depends on to its start; of the job in focus also from run_job to the
  // engine, and from there by its interrupt to its end.
  drawArrows() {
    const focus = this.model.selected || this.model.hovered;
    const few = this.model.runs.reduce((sum, run) => sum + run.jobs.length, 0) <= 200;
    for (const run of this.model.runs) {
      for (const job of few ? run.jobs : []) this.drawDependencies(job, job === focus);
    }
    if (!focus) return;
    if (!few) this.drawDependencies(focus, true);
    for (const execution of focus.executions) {
      const call = [...focus.runs].reverse().find((run) => run.time <= execution.start);
      const ring = this.middle(focus.run, 'ring', execution.ring);
      if (call) this.arrow(call.time, this.middle(focus.run, 'scheduler', execution.ring), execution.start, ring, true);
      if (execution.end === null || focus.finished === null || execution !== focus.executions[focus.executions.length - 1]) continue;
      this.drawCompletion(focus, execution, ring);
    }
  }
  // By the ring's interrupt, if it came in between: it is called as the ring is.
  drawCompletion(job, execution, ring) {
    const entity = this.middle(job.run, 'entity', job.entity), name = job.run.rings[execution.ring];
    const line = job.run.lines.indexOf(name);
    const irq = line < 0 ? undefined
      : job.run.interrupts[line].find(([time]) => execution.end <= time && time <= job.finished);
    if (!irq) return this.arrow(execution.end, ring, job.finished, entity, true);
    const row = this.model.rows.find((one) => one.run === job.run && one.kind === 'interrupt' && one.line === line);
    const middle = row.y - this.model.top + row.height / 2;
    this.arrow(execution.end, ring, irq[0], middle, true);
    this.arrow(irq[0], middle, job.finished, entity, true);
  }
  drawDependencies(job, strong) {
    for (const index of job.dependencies) {
      const from = job.run.jobs[index];
      if (!from || from.finished === null) continue;
      const until = job.executions.length > 0 ? job.executions[0].start : job.finished;
      if (until === null) continue;
      this.arrow(Math.min(from.finished, until), this.middle(job.run, 'entity', from.entity), until, this.middle(job.run, 'entity', job.entity), strong);
    }
  }
  middle(run, kind, number) {
    const row = this.model.rows.find((one) => one.run === run && one.kind === kind && (kind === 'entity' ? one.entity : one.ring) === number);
    return row ? row.y - this.model.top + row.height / 2 : null;
  }
  arrow(fromTime, fromY, toTime, toY, strong) {
    if (fromY === null || toY === null) return;
    const c = this.context, x = this.xOf(fromTime), end = this.xOf(toTime);
    if (Math.max(x, end) < LABEL || Math.min(x, end) > this.width) return;
    ++this.arrowsDrawn;
    c.strokeStyle = c.fillStyle = strong ? this.ink : this.dim;
    c.lineWidth = strong ? 1.4 : 0.8;
    c.beginPath();
    c.moveTo(x, fromY);
    c.lineTo(end, toY);
    c.stroke();
    const angle = Math.atan2(toY - fromY, end - x);
    c.beginPath();
    c.moveTo(end, toY);
    c.lineTo(end - 6 * Math.cos(angle - 0.4), toY - 6 * Math.sin(angle - 0.4));
    c.lineTo(end - 6 * Math.cos(angle + 0.4), toY - 6 * Math.sin(angle + 0.4));
    c.fill();
  }
  drawLabels() {
    const c = this.context;
    c.fillStyle = this.colour('--paper');
    c.fillRect(0, 0, LABEL, this.height);
    for (const row of this.model.rows) {
      const y = row.y - this.model.top;
      if (y + row.height < HEAD || y > this.height) continue;
      c.fillStyle = row.kind === 'entity' || row.kind === 'title' ? this.ink : this.dim;
      c.fillText(this.shortened(row.name), 6, y + Math.min(row.height / 2 + 4, 20));
    }
  }
  shortened(text) {
    if (this.context.measureText(text).width <= LABEL - 12) return text;
    while (text.length > 1 && this.context.measureText(`${text}…`).width > LABEL - 12) text = text.slice(0, -1);
    return `${text}…`;
  }
  drawAxis() {
    const c = this.context;
    c.fillStyle = this.colour('--paper');
    c.fillRect(0, 0, this.width, 20);
    c.fillStyle = c.strokeStyle = this.dim;
    c.lineWidth = 1;
    let last = -Infinity;
    for (const time of this.ticks()) {
      const x = this.xOf(time);
      if (x < LABEL || x - last < 90 || x + 4 + c.measureText(timeText(time)).width > this.width) continue;
      last = x;
      c.beginPath();
      c.moveTo(x, 14);
      c.lineTo(x, 20);
      c.stroke();
      c.fillText(timeText(time), x + 2, 12);
    }
  }
  ticks() {
    const {scale, left, right} = this.model;
    const begin = Math.max(0, scale.time(left)), end = scale.time(right);
    if (scale.compressed) {
      const from = lastNotAfter(scale.moments, begin), to = lastNotAfter(scale.moments, end);
      return scale.moments.subarray(from, to + 1);
    }
    const rough = (end - begin) / Math.max(2, (this.width - LABEL) / 110);
    const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
    const list = [];
    for (let time = Math.ceil(begin / step) * step; time <= end; time += step) list.push(time);
    return list;
  }
  // The job, or the mark, under a point of the canvas.
  at(x, y) {
    for (const row of this.model.rows) {
      const top = row.y - this.model.top;
      if (!row.spans || y < Math.max(top, HEAD) || y >= top + row.height) continue;
      const lane = Math.floor((y - top) / LANE), spans = row.spans;
      let best = null;
      for (let i = 0; i < spans.count; ++i) {
        if (spans.lane[i] === lane && this.x(spans.left[i]) - 2 <= x && x <= this.x(spans.right[i]) + 2) best = row.run.jobs[spans.job[i]];
      }
      return best;
    }
    return null;
  }
  markAt(x, y) {
    for (const run of this.model.runs) {
      for (const mark of run.marks) if (Math.abs(this.xOf(mark[0]) - x) <= 3) return mark;
    }
    return null;
  }
}
