// Virtual time to a place on the axis: linear, or compressed.
//
// Compressed: between two moments at which something happens the width grows with the logarithm of
// the gap, so that jobs of 10 us and a timeout of 1 s can be read side by side.
'use strict';

function timeText(ns) {
  const parts = [[1e9, ' s'], [1e6, ' ms'], [1e3, ' µs'], [1, ' ns']];
  for (const [unit, name] of parts) {
    if (Math.abs(ns) >= unit || unit === 1) return String(+(ns / unit).toPrecision(6)) + name;
  }
}

function lastNotAfter(sorted, value) {
  let low = 0, high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= value) low = middle; else high = middle - 1;
  }
  return low;
}

class TimeScale {
  constructor(moments) {
    const sorted = Float64Array.from(moments).sort();
    let count = 0;
    for (let i = 0; i < sorted.length; ++i) {
      if (i === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i];
    }
    this.moments = sorted.subarray(0, count);
    this.placesOnce = null;
    this.compressed = this.isUneven();
  }
  // Of the moments, if time is compressed.
  get places() {
    if (this.placesOnce !== null) return this.placesOnce;
    const {moments} = this, places = new Float64Array(moments.length);
    let smallest = Infinity;
    for (let i = 1; i < moments.length; ++i) smallest = Math.min(smallest, moments[i] - moments[i - 1]);
    for (let i = 1; i < moments.length; ++i) {
      places[i] = places[i - 1] + 1 + 0.6 * Math.log2((moments[i] - moments[i - 1]) / smallest);
    }
    return this.placesOnce = places;
  }
  // Most of the time is a few gaps, and most moments share what these leave: it cannot be read.
  isUneven() {
    const whole = this.moments[this.moments.length - 1] - this.moments[0];
    let narrow = 0, wide = 0;
    for (let i = 1; i < this.moments.length; ++i) {
      const gap = this.moments[i] - this.moments[i - 1];
      if (gap * 120 <= whole) ++narrow; else wide += gap;  // narrower than a word
    }
    return narrow * 3 > this.moments.length && wide > 0.6 * whole;
  }
  place(ns) {
    if (!this.compressed) return ns;
    const i = lastNotAfter(this.moments, ns);
    if (i >= this.moments.length - 1) return this.places[i];
    const part = (ns - this.moments[i]) / (this.moments[i + 1] - this.moments[i]);
    return this.places[i] + (this.places[i + 1] - this.places[i]) * Math.max(0, part);
  }
  time(place) {
    if (!this.compressed) return place;
    const i = lastNotAfter(this.places, place);
    if (i >= this.moments.length - 1) return this.moments[i];
    const part = (place - this.places[i]) / (this.places[i + 1] - this.places[i]);
    return this.moments[i] + (this.moments[i + 1] - this.moments[i]) * part;
  }
}
