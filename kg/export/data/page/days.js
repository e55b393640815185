// Days as whole numbers since 1970-01-01, UTC.

const DAY = 86400000;

export function dayNumber(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

export function dayText(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

// A day for readers: 24 Feb 2025.
export function dayWords(number) {
  return new Date(number * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

// Counts of statements in `bars` equal parts of the time from `first` to `last`; undated ones are not in it.
export function histogram(spans, first, last, bars) {
  const counts = new Array(bars).fill(0);
  const length = Math.max(1, last - first + 1);
  for (const [from] of spans) {
    if (from !== null) counts[Math.min(bars - 1, Math.floor(((from - first) / length) * bars))] += 1;
  }
  return counts;
}
