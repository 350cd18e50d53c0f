// The data of the page as objects: see html_data.cpp, which writes it.
'use strict';

const PHASES = ['depends', 'waits', 'executes', 'lost', 'completed', 'unfinished'];

// Times of a job are written as differences to its push; null: it has not happened.
function jobOf(row, run, index) {
  const [name, entity, ring, pushed, ready, scheduled, finished, freed, error, runs, executions, dependencies,
    fence, deadline] = row;
  const at = (difference) => difference === null ? null : pushed + difference;
  const job = {name, run, index, entity, ring, pushed, error, dependencies, fence,
    ready: at(ready), scheduled: at(scheduled), finished: at(finished), freed: at(freed), deadline: at(deadline),
    runs: [], executions: []};
  for (let i = 0; i < runs.length; i += 2) job.runs.push({time: pushed + runs[i], withoutFence: runs[i + 1] === 1});
  for (let i = 0; i < executions.length; i += 4) {
    job.executions.push({ring: executions[i], start: pushed + executions[i + 1],
      end: executions[i + 2] === null ? null : pushed + executions[i + 2], how: run.ends[executions[i + 3]]});
  }
  return job;
}

function steps(flat) {  // [difference in time, value, ...]
  const result = [];
  let time = 0;
  for (let i = 0; i < flat.length; i += 2) result.push([time += flat[i], flat[i + 1]]);
  return result;
}

function runOf(data) {
  const run = {...data};
  run.jobs = data.jobs.map((row, index) => jobOf(row, run, index));
  run.credits = data.credits.map(steps);
  run.interrupts = data.interrupts.map(steps);
  run.moments = data.moments.map(steps);
  return run;
}

// What a job's row shows, one after the other: [phase, begin, end].
function phasesOf(job) {
  const end = job.finished === null ? job.run.end : job.finished;
  const spans = [];
  const add = (phase, from, to) => { if (to > from) spans.push([phase, from, to]); };
  const ready = job.ready === null ? end : Math.min(job.ready, end);
  add('depends', job.pushed, ready);
  let now = Math.max(job.pushed, ready);
  for (const execution of job.executions) {
    const until = execution.end === null ? end : execution.end;
    add('waits', now, execution.start);
    add(execution.how === 'done' ? 'executes' : execution.how === 'unfinished' ? 'unfinished' : 'lost',
      execution.start, until);
    now = Math.max(now, until);
  }
  const last = job.executions[job.executions.length - 1];
  add(last && last.how === 'done' ? 'completed' : 'waits', now, end);
  return spans;
}

function lifeOf(job) {
  const lines = [`${job.name} of ${job.run.entities[job.entity]} on ${job.run.rings[job.ring]}` +
    `, fence ${job.fence[0]}:${job.fence[1]}`];
  const since = (time) => `${timeText(time).padStart(12)}  +${timeText(time - job.pushed)}`;
  // Of one instant in the order of the log: what a reset ends, what is run, what starts, what ends.
  const steps = [[job.pushed, 0, 'pushed']];
  if (job.ready !== null && job.ready > job.pushed) steps.push([job.ready, 1, 'ready: what it depends on has signalled']);
  let attempt = 0;
  for (const run of job.runs) steps.push([run.time, 3, run.withoutFence ? 'run_job: no fence' : `run_job, attempt ${++attempt}`]);
  for (const execution of job.executions) {
    steps.push([execution.start, 4, `starts on ${job.run.rings[execution.ring]}`]);
    if (execution.end === null) continue;
    steps.push([execution.end, execution.end > execution.start ? 2 : 5, execution.how === 'done' ? 'completed' : execution.how]);
  }
  if (job.finished !== null) steps.push([job.finished, 6, 'finished' + (job.error ? `, ${job.error}` : '')]);
  if (job.freed !== null) steps.push([job.freed, 7, 'freed']);
  if (job.deadline !== null) steps.push([job.deadline, 8, 'deadline']);
  steps.sort((a, b) => a[0] - b[0] || a[1] - b[1]).forEach(([time, , text]) => lines.push(`${since(time)}  ${text}`));
  if (job.finished === null) lines.push('               not finished');
  const names = job.dependencies.filter((i) => i >= 0).map((i) => job.run.jobs[i].name);
  if (names.length > 0) lines.push(`depends on ${names.join(', ')}`);
  return lines.join('\n');
}

// Every moment at which something is drawn.
function momentsOf(runs) {
  const moments = [0];
  for (const run of runs) {
    moments.push(run.end);
    for (const job of run.jobs) {
      for (const time of [job.pushed, job.ready, job.finished]) if (time !== null) moments.push(time);
      for (const call of job.runs) moments.push(call.time);
      for (const execution of job.executions) {
        moments.push(execution.start);
        if (execution.end !== null) moments.push(execution.end);
      }
    }
    for (const mark of run.marks) moments.push(mark[0]);
    for (const recovery of run.recoveries) {
      for (const time of recovery.slice(2, 5)) if (time !== null) moments.push(time);
    }
  }
  return moments;
}
