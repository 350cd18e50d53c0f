// The rows of the picture, from the top: of each run its entities, then of each ring the
// scheduler, the hardware and the credits, then the interrupts, and CPU contexts if they were kept.
'use strict';

const LANE = 16, LANES_MAX = 24, GAP = 4, HEAD = 74;

// Lanes for what overlaps: each gets one that is free, as long as there are not too many. Spans come
// in the order of their begin.
class Lanes {
  constructor() {
    this.ends = [];
    this.shared = false;  // the lane that was given last is not free
  }
  take(begin, end) {
    let lane = 0;
    while (lane < this.ends.length && this.ends[lane] > begin) ++lane;
    this.shared = lane === LANES_MAX;
    if (this.shared) lane = this.ends.indexOf(Math.min(...this.ends));
    this.ends[lane] = end;
    return lane;
  }
  get count() { return Math.max(1, this.ends.length); }
}

// Spans of a row, packed: drawing 100,000 jobs must not touch 100,000 objects.
class Spans {
  constructor() {
    this.begins = [];
    this.finals = [];
    this.job = [];
    this.phase = [];
    this.lane = [];
  }
  add(begin, end, job, phase, lane) {
    this.begins.push(begin);
    this.finals.push(end);
    this.job.push(job);
    this.phase.push(PHASES.indexOf(phase));
    this.lane.push(lane);
  }
  get count() { return this.job.length; }
  place(scale) {
    this.left = Float64Array.from(this.begins);
    this.right = Float64Array.from(this.finals);
    if (!scale.compressed) return;
    for (let i = 0; i < this.count; ++i) {
      this.left[i] = scale.place(this.left[i]);
      this.right[i] = scale.place(this.right[i]);
    }
  }
}

function entityRow(run, entity, jobs) {
  const lanes = new Lanes(), spans = new Spans();
  let crowded = 0;
  for (const job of jobs) {
    const lane = lanes.take(job.pushed, job.finished === null ? run.end : job.finished);
    const phases = phasesOf(job);
    if (phases.length === 0) phases.push(['completed', job.pushed, job.pushed]);
    // One above the other, waits would look like work: of more jobs than there are lanes they are left out.
    if (lanes.shared) ++crowded;
    for (const [phase, begin, end] of phases) {
      if (!lanes.shared || (phase !== 'waits' && phase !== 'depends')) spans.add(begin, end, job.index, phase, lane);
    }
  }
  const name = run.entities[entity] + (crowded > 0 ? ` (${crowded} crowded)` : '');
  return {kind: 'entity', name, run, entity, crowded, height: lanes.count * LANE, spans};
}

function ringRow(run, ring, executions) {
  const end = (execution) => execution.end === null ? run.end : execution.end;
  executions.sort((a, b) => a[0].start - b[0].start || end(a[0]) - end(b[0]));
  const lanes = new Lanes(), spans = new Spans();
  for (const [execution, job] of executions) {
    const lane = lanes.take(execution.start, end(execution));
    const phase = execution.how === 'done' ? 'executes' : execution.how === 'unfinished' ? 'unfinished' : 'lost';
    spans.add(execution.start, end(execution), job.index, phase, lane);
  }
  return {kind: 'ring', name: `ring ${run.rings[ring]}`, run, ring, height: lanes.count * LANE, spans};
}

function rowsOf(runs) {
  const rows = [];
  for (const run of runs) {
    if (runs.length > 1) rows.push({kind: 'title', name: run.name, run, height: LANE});
    const jobsOf = run.entities.map(() => []), executionsOn = run.rings.map(() => []);
    for (const job of run.jobs) {
      jobsOf[job.entity].push(job);
      for (const execution of job.executions) executionsOn[execution.ring].push([execution, job]);
    }
    run.entities.forEach((_, entity) => rows.push(entityRow(run, entity, jobsOf[entity])));
    run.rings.forEach((name, ring) => {
      if (run.limits[ring] > 0) rows.push({kind: 'scheduler', name: `scheduler ${name}`, run, ring, height: LANE});
      rows.push(ringRow(run, ring, executionsOn[ring]));
      if (run.limits[ring] > 0) rows.push({kind: 'credits', name: `credits ${name}`, run, ring, height: 2 * LANE});
    });
    run.lines.forEach((name, line) => rows.push({kind: 'interrupt', name: `interrupt ${name}`, run, line, height: LANE}));
    run.contexts.forEach((name, context) => rows.push({kind: 'context', name, run, context, height: LANE}));
  }
  let y = HEAD;
  for (const row of rows) {
    row.y = y;
    y += row.height + GAP;
  }
  return {rows, height: y + GAP};
}
