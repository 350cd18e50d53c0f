#!/usr/bin/env python3
"""Decodes what `drmsim run --perfetto` writes with protoc and the public field numbers, and checks
it: usage: test_perfetto.py DRMSIM SOURCE_DIR. Says "skipped:" and why where protoc is missing."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def parsed(lines):
    """protoc's text as lists of (key, value), a value being text or such a list."""
    fields = []
    for line in lines:
        line = line.strip()
        if line == '}':
            return fields
        if line.endswith('{'):
            fields.append((line[:-1].strip(), parsed(lines)))
        else:
            key, value = line.split(': ', 1)
            fields.append((key, value.strip('"')))
    return fields


def decoded(path):
    with open(path, 'rb') as trace:
        text = subprocess.run(['protoc', '-I', HERE, '--decode=perfetto.Trace', 'perfetto.proto'],
                              stdin=trace, capture_output=True, check=True).stdout.decode()
    return [packet for _, packet in parsed(iter(text.splitlines()))]


def no_unknown_fields(fields, where):
    for key, value in fields:
        assert not key.isdigit(), f'{where}: field {key} is none of the public ones'
        if isinstance(value, list):
            no_unknown_fields(value, where)


class Trace:
    """Slices, instants and counters by track, and where each flow goes."""

    def __init__(self, packets):
        self.names, self.parents, self.slices, self.instants, self.counters = {}, {}, [], [], {}
        self.flows, self.ended = {}, {}
        open_slices, last = {}, 0
        assert ('sequence_flags', '1') in packets[0], 'the first packet clears what was before'
        for packet in packets:
            no_unknown_fields(packet, 'packet')
            fields = dict(packet)
            assert fields['trusted_packet_sequence_id'] == '1'
            if 'track_descriptor' in fields:
                track = dict(fields['track_descriptor'])
                assert track['uuid'] not in self.names, 'a track is described once'
                self.names[track['uuid']] = track['name']
                self.parents[track['uuid']] = track.get('parent_uuid')
                continue
            time, event = int(fields['timestamp']), fields['track_event']
            assert time >= last, f'packets go back in time at {time}'
            last = time
            self.add(time, event, open_slices)
        for track, stack in open_slices.items():
            assert not stack, f'{self.names[track]}: {stack} have no end'

    def add(self, time, fields, open_slices):
        event = dict(fields)
        track = event['track_uuid']
        assert track in self.names, 'a track is described before its events'
        notes = {dict(note)['name']: dict(note).get('string_value', dict(note).get('int_value'))
                 for key, note in fields if key == 'debug_annotations'}
        stack = open_slices.setdefault(track, [])
        if event['type'] == 'SLICE_BEGIN':
            stack.append((event['name'], time, notes))
        elif event['type'] == 'SLICE_END':
            assert stack, f'{self.names[track]}: an end without a begin at {time}'
            name, begin, notes = stack.pop()
            self.slices.append((self.names[track], name, begin, time, notes))
        elif event['type'] == 'INSTANT':
            self.instants.append((self.names[track], event['name'], time, notes))
        else:
            value = int(event['counter_value'])
            self.counters.setdefault(self.names[track], []).append((time, value))
        for key, flow in fields:
            if key in ('flow_ids', 'terminating_flow_ids'):
                assert flow not in self.ended, f'flow {flow} goes on after its end'
                self.flows.setdefault(flow, []).append((time, self.names[track], event['name']))
            if key == 'terminating_flow_ids':
                self.ended[flow] = time

    def on(self, track):
        return sorted((begin, end, name) for on, name, begin, end, _ in self.slices if on == track)


def trace_of(drmsim, scenario, folder):
    path = os.path.join(folder, 'trace')
    run = subprocess.run([drmsim, 'run', scenario, '--perfetto', path], capture_output=True)
    assert run.returncode in (0, 1), run.stderr.decode()
    return Trace(decoded(path))


def check_hang_replay(trace):
    assert trace.on('engine of gfx') == [
        (1000, 11000, 'x0'), (11000, 1061000, 'x1 (reset)'), (1061000, 2111000, 'x1 (reset)'),
        (2111000, 2121000, 'y0'), (2121000, 2131000, 'y1')], trace.on('engine of gfx')
    jobs = {name: (begin, end, notes) for on, name, begin, end, notes in trace.slices
            if on in ('jobs of bad', 'jobs of good') and 'fence' in notes}
    assert jobs['x1'][:2] == (2000, 2111000)
    assert jobs['x1'][2]['error'] == 'ECANCELED' and jobs['x1'][2]['attempts'] == '2'
    assert jobs['y0'][2]['error'] == '0' and jobs['y0'][2]['attempts'] == '3'
    calls = [(time, name, notes['attempt']) for on, name, time, notes in trace.instants
             if on == 'scheduler gfx' and name == 'run_job y0']
    assert calls == [(3000, 'run_job y0', '1'), (1061000, 'run_job y0', '2'),
                     (2111000, 'run_job y0', '3')], calls
    assert trace.on('recovery of gfx') == [
        (1011000, 1061000, 'stop to start'), (1011000, 1061000, 'timedout_job x1'),
        (2061000, 2111000, 'stop to start'), (2061000, 2111000, 'timedout_job x1')]
    assert (4000, 4) in trace.counters['credits of gfx']
    assert (1011000, 0) in trace.counters['credits of gfx']
    # A job's flow: from its push through each run_job to its last time on the engine.
    flow = next(points for points in trace.flows.values() if points[0][2] == 'y0')
    assert [name for _, _, name in flow] == ['y0'] + 3 * ['run_job y0'] + ['y0'], flow
    assert flow[-1][:2] == (2111000, 'engine of gfx')


def main():
    drmsim, source = sys.argv[1:3]
    if shutil.which('protoc') is None:
        print('skipped: there is no protoc (protobuf-compiler)')
        return
    files = sorted(glob.glob(os.path.join(source, 'scenarios/files/recovery/*.toml')))
    files += sorted(glob.glob(os.path.join(source, 'scenarios/files/timing/*.toml')))
    assert len(files) > 50
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            try:
                trace = trace_of(drmsim, file, folder)
            except AssertionError as error:
                sys.exit(f'{file}: {error}')
            if file.endswith('/hang_replay.toml'):
                check_hang_replay(trace)
    print(f'{len(files)} traces')


if __name__ == '__main__':
    main()
