/**
 * The records of a child: on a line of time and as tables, the faults marked.
 */

import { el, svg } from "../dom.js";

/**
 * @typedef {object} Mark
 * @property {string} code
 * @property {boolean} related
 * @property {boolean} isChosen
 */

/** @typedef {Map<string, Mark[]>} Marks by table, row and column */

/**
 * @typedef {object} TableOfChild
 * @property {import("./model.js").Records} records
 * @property {number[]} at places of the records
 */

const MOST_ROWS = 200;

/** @param {string} table @param {number} row @param {string} field */
export function cellKey(table, row, field) {
  return `${table}\n${row}\n${field}`;
}

/**
 * All records of a child in a return; of a finding without one the records it names.
 * @param {import("./model.js").Model} model
 * @param {number} returnOf
 * @param {string} child
 * @param {import("./model.js").Place[]} places
 * @returns {TableOfChild[]}
 */
export function recordsOf(model, returnOf, child, places) {
  const number = child ? (model.recordChild.get(child) ?? -2) : -2;
  const found = [];
  for (const records of model.records) {
    if (records.of !== returnOf) continue;
    const named = new Set(
      places
        .filter((place) => place.table === records.table)
        .map((place) => records.at.get(place.row)),
    );
    const at = [];
    for (let n = 0; n < records.row.length; n += 1)
      if (records.child[n] === number || named.has(n)) at.push(n);
    if (at.length) found.push({ records, at });
  }
  return found;
}

/** @param {import("./model.js").Records} records @param {number} column @param {number} at */
function cellOf(records, column, at) {
  const [texts, numbers] = records.cells[column];
  return numbers[at] < 0 ? "" : texts[numbers[at]];
}

/**
 * A table of records. Only columns in which something stands, or that are at fault.
 * @param {TableOfChild} table
 * @param {Marks} marks
 * @param {string} child whose records they are; empty for those of several
 * @returns {HTMLElement}
 */
export function recordTable({ records, at: all }, marks, child) {
  const at = all.slice(0, MOST_ROWS);
  const rows = at.map((n) => records.row[n]);
  const names = records.columns.map((column) => column.name);
  const extra = [
    ...new Set(
      [...marks.keys()]
        .map((key) => key.split("\n"))
        .filter(([name, row, field]) => name === records.table && rows.includes(Number(row)) && field && !names.includes(field))
        .map((parts) => parts[2]),
    ),
  ];
  const isMarked = (/** @type {string} */ name) =>
    at.some((n) => marks.has(cellKey(records.table, records.row[n], name)));
  const shown = names
    .map((name, column) => ({ name, column }))
    .filter(({ name, column }) =>
      (!child || name !== records.child_column || isMarked(name)) && at.some((n) => cellOf(records, column, n) || marks.has(cellKey(records.table, records.row[n], name))),
    );
  const head = el(
    "tr",
    {},
    el("th", { scope: "col", class: "n" }, "Row"),
    ...[...shown.map(({ name }) => name), ...extra].map((name) => el("th", { scope: "col" }, name)),
  );
  const body = at.map((n) => {
    const row = records.row[n];
    return el(
      "tr",
      {},
      rowHead(row, marks.get(cellKey(records.table, row, ""))),
      ...shown.map(({ name, column }) =>
        cell(cellOf(records, column, n), marks.get(cellKey(records.table, row, name))),
      ),
      ...extra.map((name) => cell("", marks.get(cellKey(records.table, row, name)))),
    );
  });
  const left = all.length > at.length ? `, the first ${at.length} shown` : "";
  const number = `${all.length} ${all.length === 1 ? "record" : "records"}${left}`;
  return el(
    "div",
    { class: "of-table" },
    el("h5", {}, records.table, " ", el("span", { class: "quiet" }, number)),
    el(
      "div",
      { class: "scroll", role: "region", "aria-label": `Records in ${records.table}`, tabindex: "0" },
      el(
        "table",
        { class: "child-records" },
        el("caption", { class: "hidden" }, `${records.table}, ${number}`),
        el("thead", {}, head),
        el("tbody", {}, ...body),
      ),
    ),
  );
}

/** @param {number} row @param {Mark[] | undefined} marked */
function rowHead(row, marked) {
  return el("th", { scope: "row", class: `n ${classOf(marked)}` }, String(row), ...words(marked));
}

const LONG = 40;

/** @param {string} text @param {Mark[] | undefined} marked */
function cell(text, marked) {
  const shown = marked && !text ? el("span", { class: "quiet" }, "empty") : text;
  const kind = [classOf(marked), text.length > LONG ? "is-long" : ""].filter(Boolean).join(" ");
  return el("td", { class: kind || null }, shown, ...words(marked));
}

/** @param {Mark[] | undefined} marked */
function classOf(marked) {
  if (!marked) return "";
  const kind = marked.every((mark) => mark.related) ? "is-compared" : "is-fault";
  return marked.some((mark) => mark.isChosen) ? `${kind} is-chosen` : kind;
}

/** @param {Mark[] | undefined} marked what a mark says in words */
function words(marked) {
  if (!marked) return [];
  const faults = [...new Set(marked.filter((mark) => !mark.related).map((mark) => mark.code))];
  const compared = [...new Set(marked.filter((mark) => mark.related).map((mark) => mark.code))];
  return [
    ...(faults.length ? [el("span", { class: "mark" }, el("span", { class: "hidden" }, ", at fault: "), faults.join(", "))] : []),
    ...(compared.length
      ? [el("span", { class: "mark" }, el("span", { class: "hidden" }, ", "), `compared: ${compared.join(", ")}`)]
      : []),
  ];
}

const DAY = 86_400_000;

/** @param {string} text @returns {number} days since 1970; NaN for what is no day */
export function dayOf(text) {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) / DAY;
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  if (british) return Date.UTC(Number(british[3]), Number(british[2]) - 1, Number(british[1])) / DAY;
  return NaN;
}

/** @param {number} day */
function dayText(day) {
  return new Date(day * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/**
 * @typedef {object} Span
 * @property {number} start
 * @property {number} end
 * @property {boolean} isOpen whether it goes on
 * @property {boolean} isFault
 * @property {number} row
 */

const LEFT = 128;
const WIDTH = 640;
const LANE = 26;
const TOP = 22;

/**
 * The dated records of a child, a lane a table; null where no record has a day.
 * @param {TableOfChild[]} tables
 * @param {Marks} marks
 * @param {import("./model.js").ReturnOf | undefined} of
 * @param {string} child
 * @returns {SVGElement | null}
 */
export function timeline(tables, marks, of, child) {
  const lanes = tables
    .map(({ records, at }) => ({ name: records.table, spans: spansOf(records, at, marks) }))
    .filter((lane) => lane.spans.length);
  if (!lanes.length) return null;
  const days = lanes.flatMap((lane) => lane.spans.flatMap((span) => [span.start, span.end]));
  const [from, until] = range(days, of);
  const x = (/** @type {number} */ day) =>
    LEFT + ((Math.min(Math.max(day, from), until) - from) / (until - from)) * (WIDTH - LEFT - 8);
  const height = TOP + lanes.length * LANE + 6;
  const faults = lanes.reduce((sum, lane) => sum + lane.spans.filter((span) => span.isFault).length, 0);
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `Dated records of ${child} from ${dayText(from)} to ${dayText(until)}, ${faults} with a fault; the tables below have every day`, class: "child-line" },
  );
  for (const [day, text] of monthsBetween(from, until))
    picture.append(
      svg("line", { x1: x(day), x2: x(day), y1: TOP - 4, y2: height - 6, class: "row" }),
      ...(text ? [svg("text", { x: x(day) + 2, y: 12, class: "small" }, text)] : []),
    );
  lanes.forEach((lane, number) => {
    const top = TOP + number * LANE;
    picture.append(svg("text", { x: 0, y: top + 16, class: "small" }, shortened(lane.name)));
    for (const span of lane.spans) picture.append(bar(span, x, top));
  });
  return picture;
}

/** @param {string} name so that it fits beside its lane */
function shortened(name) {
  return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}

/** @param {Span} span @param {(day: number) => number} x @param {number} top */
function bar(span, x, top) {
  const left = x(span.start);
  const width = Math.max(x(span.end) - left, 3);
  const ended = span.isOpen ? ", not ended" : ` to ${dayText(span.end)}`;
  const said = `Row ${span.row}: ${dayText(span.start)}${span.end === span.start && !span.isOpen ? "" : ended}${span.isFault ? ", at fault" : ""}`;
  return svg(
    "rect",
    { x: left.toFixed(1), y: top + 4, width: width.toFixed(1), height: LANE - 10, rx: 2, class: `line-bar${span.isFault ? " is-fault" : ""}${span.isOpen ? " is-open" : ""}` },
    svg("title", {}, said),
  );
}

/**
 * @param {import("./model.js").Records} records
 * @param {number[]} at
 * @param {Marks} marks
 * @returns {Span[]}
 */
function spansOf(records, at, marks) {
  const columns = records.columns.map((column, n) => ({ ...column, n })).filter((column) => column.date);
  const spans = [];
  for (const n of at) {
    const days = columns.map((column) => dayOf(cellOf(records, column.n, n)));
    const known = days.filter((day) => !Number.isNaN(day));
    if (!known.length) continue;
    const row = records.row[n];
    const isFault = [...marks].some(([key, marked]) => {
      const [table, of] = key.split("\n");
      return table === records.table && Number(of) === row && marked.some((mark) => !mark.related);
    });
    const start = Math.min(...known);
    // It goes on where the last of several days is not there yet.
    const isOpen = columns.length > 1 && Number.isNaN(days[days.length - 1]) && !Number.isNaN(days[0]);
    spans.push({ start, end: isOpen ? Infinity : Math.max(...known), isOpen, isFault, row });
  }
  return spans;
}

/**
 * The days that are drawn: the year of the return and up to two years before it.
 * @param {number[]} days
 * @param {import("./model.js").ReturnOf | undefined} of
 */
function range(days, of) {
  const finite = days.filter(Number.isFinite);
  if (of?.start && of.end) {
    const [start, end] = [dayOf(of.start), dayOf(of.end)];
    return [Math.max(Math.min(start, ...finite), start - 731), end];
  }
  return [Math.min(...finite) - 15, Math.max(...finite) + 15];
}

/** @param {number} from @param {number} until @returns {[number, string][]} */
function monthsBetween(from, until) {
  const found = [];
  const moment = new Date(from * DAY);
  moment.setUTCDate(1);
  const step = until - from > 500 ? 3 : 1;
  for (;;) {
    moment.setUTCMonth(moment.getUTCMonth() + 1);
    const day = moment.getTime() / DAY;
    if (day > until) return /** @type {[number, string][]} */ (found);
    const month = moment.getUTCMonth();
    if (month % step) continue;
    const isNamed = month % (step === 1 ? 3 : 6) === 0;
    found.push([day, isNamed ? moment.toLocaleDateString("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" }) : ""]);
  }
}
