/**
 * CSV as the other files of a run are written: UTF-8 with a mark, CRLF, no formulas.
 * The signs are those of `files/formulas.py`.
 */

const SIGNS = "=+\\-@\\uff1d\\uff0b\\uff0d\\uff20";
const UNSEEN =
  "\\s\\x00-\\x1f\\x7f\\u00a0\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\u3000";
const STARTS_A_FORMULA = new RegExp(`^(?:[${UNSEEN}']*[${SIGNS}]|'*[\\t\\r\\n])`);
const BEGINNING = new RegExp(`^[${UNSEEN}']*`);
const INSIDE = new RegExp(`([;\\t\\r\\n][${UNSEEN}"']*)([${SIGNS}])`, "g");
const PLAIN_NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/**
 * A text with an apostrophe in front where a spreadsheet would see a formula.
 * @param {string} text
 * @returns {string}
 */
export function guarded(text) {
  const begun = (BEGINNING.exec(text) ?? [""])[0].length;
  const split = text.slice(0, begun) + text.slice(begun).replace(INSIDE, "$1'$2");
  return STARTS_A_FORMULA.test(split) && !PLAIN_NUMBER.test(text) ? `'${split}` : split;
}

/** @param {string | number | null | undefined} value */
function csvCell(value) {
  const text = guarded(value === null || value === undefined ? "" : String(value));
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as a CSV file.
 * @param {string[]} headings
 * @param {Iterable<(string | number | null | undefined)[]>} rows
 * @returns {string}
 */
export function csvText(headings, rows) {
  const lines = [headings.map(csvCell).join(",")];
  for (const row of rows) lines.push(row.map(csvCell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
