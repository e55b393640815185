// Tables as RFC 4180 CSV, in UTF-8 with a byte order mark, by which spreadsheets know it.

const RISKY = /^[=+\-@\t\r]/;

export function csvText(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// A text that a spreadsheet would run as a formula gets an apostrophe in front.
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = RISKY.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
