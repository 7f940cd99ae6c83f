/**
 * What opens beside the list: a finding with all records of its child, or a rule.
 */

import { el } from "../dom.js";
import { explainForm } from "./explain.js";
import { NOUNS } from "./model.js";
import { cellKey, recordTable, recordsOf, timeline } from "./records.js";

/**
 * @typedef {object} DetailActions
 * @property {(group: number) => void} open open another finding
 * @property {(rule: string) => void} showRule list the findings of a rule
 * @property {(text: string) => void} copy
 */

/** @param {string} severity */
export function severityChip(severity) {
  return el("span", { class: `chip chip-${severity}` }, NOUNS[/** @type {"error"} */ (severity)][0]);
}

/** @param {number} number @param {[string, string]} nouns */
export function countedText(number, nouns) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? nouns[0] : nouns[1]}`;
}

/**
 * A finding, its child and all its records.
 * @param {import("./model.js").Model} model
 * @param {import("./explain.js").Reasons} reasons
 * @param {number} group
 * @param {DetailActions} actions
 * @param {string} looked the child that was looked for, in a finding of several
 * @returns {Node[]}
 */
export function findingDetail(model, reasons, group, actions, looked) {
  const check = model.checkOf(group);
  const child = model.childOf(group) || looked;
  const of = model.returns[model.returnOf[group]];
  const places = model.placesOf(group).filter((place) => !looked || place.child === looked);
  const siblings = [...new Set([group, ...(child ? siblingsOf(model, group, child) : [])])];
  const marks = marksOf(model, siblings, group);
  const tables = recordsOf(model, model.returnOf[group], child, places);
  const picture = timeline(tables, marks, of, child || "the record");
  const hasAll = !child || model.recordChild.has(child);
  return [
    childHead(model, child, of, actions),
    el(
      "div",
      { class: `finding finding-${check.severity}` },
      el(
        "h4",
        {},
        severityChip(check.severity),
        " ",
        check.code && el("span", { class: "code" }, check.code, " "),
        check.title,
      ),
      ...model.adviceOf(group).map((text) => el("p", { class: "advice" }, text)),
      model.isPattern[group] && !looked
        ? el("p", { class: "quiet" }, `A pattern over ${countedText(places.length, ["value", "values"])} of several children, of which none has to be wrong.`)
        : placesTable([...places, ...heldAgainst(model, group)], (table) => model.fileOf(group, table)),
      explainForm(model, reasons, group),
      el("p", { class: "small quiet" }, el("span", { class: "file" }, check.id)),
    ),
    ...otherFindings(model, siblings, group, actions),
    ...(tables.length
      ? [
          el("h4", {}, child ? `All records of ${child}` : "Its records"),
          el("p", { class: "small quiet legend-line" }, "Outlined: at fault. Dashed: what it is compared with."),
          picture && el("div", { class: "line-holder", role: "region", "aria-label": "Records on a line of time", tabindex: "0" }, picture),
          ...tables.map((table) => recordTable(table, marks, child)),
        ].filter((each) => each !== null)
      : []),
    ...(hasAll ? [] : [el("p", { class: "quiet" }, "The records of this child are not on the page, which would be too large: look them up in the database.")]),
  ];
}

/**
 * @param {import("./model.js").Model} model
 * @param {string} child
 * @param {import("./model.js").ReturnOf | undefined} of
 * @param {DetailActions} actions
 */
function childHead(model, child, of, actions) {
  const others = [...(model.otherIds.get(child)?.entries() ?? [])];
  return el(
    "header",
    { class: "child-head" },
    el("h3", { id: "detail-title", tabindex: "-1" }, child || of?.name || "The run"),
    child &&
      el(
        "button",
        { type: "button", class: "quiet-button", onclick: () => actions.copy([child, ...others.map(([id]) => id)].join("\n")) },
        others.length ? "Copy ids" : "Copy id",
      ),
    el(
      "p",
      { class: "quiet" },
      ...others.map(([id, name]) => `${name} ${id} · `),
      child ? (of?.name ?? "") : "",
    ),
  );
}

/**
 * What a figure was held against, where the finding names no record of it.
 * @param {import("./model.js").Model} model
 * @param {number} group
 * @returns {import("./model.js").Place[]}
 */
function heldAgainst(model, group) {
  const { key, rows } = model.data.explain;
  const found = [];
  for (const row of model.explainRows.get(group) ?? []) {
    const value = rows[row][key.indexOf("expected")];
    if (value === null || value === undefined) continue;
    const field = rows[row][key.indexOf("figure")] ?? "";
    found.push({ table: "", row: 0, field, value, child: "", episode: "", related: true, message: "" });
  }
  return found;
}

/**
 * Where the fault is: each record with its value, those of a pair side by side.
 * @param {import("./model.js").Place[]} places
 * @param {(table: string) => string} fileOf
 */
function placesTable(places, fileOf) {
  const placed = places.filter((place) => place.table || place.field || place.value);
  if (!placed.length) return null;
  const faults = placed.filter((place) => !place.related);
  const related = placed.filter((place) => place.related);
  return el(
    "div",
    { class: "pair" },
    ...[
      { title: "At fault", places: faults, kind: "is-fault" },
      { title: "Compared with", places: related, kind: "is-compared" },
    ]
      .filter((side) => side.places.length)
      .map((side) =>
        el(
          "dl",
          { class: `side ${side.kind}` },
          el("div", { class: "side-title" }, el("dt", {}, side.title), el("dd", { class: "hidden" }, countedText(side.places.length, ["value", "values"]))),
          ...side.places.slice(0, MOST_PLACES).map((place) =>
            el(
              "div",
              {},
              el("dt", {}, place.field || "Record"),
              el(
                "dd",
                {},
                el("span", { class: "value" }, place.value || (place.field ? "empty" : "")),
                place.table &&
                  el("span", { class: "quiet small" }, [`${place.table}${place.row ? ` row ${place.row}` : ""}`, fileOf(place.table)].filter(Boolean).join(", ")),
              ),
            ),
          ),
          side.places.length > MOST_PLACES &&
            el("div", {}, el("dt", {}, "More"), el("dd", {}, `${side.places.length - MOST_PLACES} further values, in findings.csv`)),
        ),
      ),
  );
}

const MOST_PLACES = 24;

/**
 * The other findings of the same child.
 * @param {import("./model.js").Model} model
 * @param {number[]} siblings
 * @param {number} group
 * @param {DetailActions} actions
 */
function otherFindings(model, siblings, group, actions) {
  const others = siblings.filter((each) => each !== group);
  if (!others.length) return [];
  return [
    el("h4", {}, `Also found of this child`),
    el(
      "ul",
      { class: "others" },
      ...others.slice(0, MOST_PLACES).map((each) => {
        const check = model.checkOf(each);
        return el(
          "li",
          {},
          severityChip(check.severity),
          " ",
          el("button", { type: "button", class: "link-button", onclick: () => actions.open(each) }, `${check.code} ${check.title}`.trim()),
        );
      }),
      others.length > MOST_PLACES && el("li", {}, `and ${others.length - MOST_PLACES} more`),
    ),
  ];
}

/** @type {WeakMap<import("./model.js").Model, Map<string, number[]>>} */
const SIBLINGS = new WeakMap();

/**
 * All findings of a child in the return of a finding.
 * @param {import("./model.js").Model} model
 * @param {number} group
 * @param {string} child
 * @returns {number[]}
 */
export function siblingsOf(model, group, child) {
  let known = SIBLINGS.get(model);
  if (!known) {
    known = new Map();
    for (let each = 0; each < model.size; each += 1) {
      if (model.child[each] < 0) continue;
      const key = `${model.returnOf[each]} ${model.child[each]}`;
      const listed = known.get(key);
      if (listed) listed.push(each);
      else known.set(key, [each]);
    }
    SIBLINGS.set(model, known);
  }
  return known.get(`${model.returnOf[group]} ${model.children.indexOf(child)}`) ?? [];
}

/**
 * @param {import("./model.js").Model} model
 * @param {number[]} groups
 * @param {number} chosen
 * @returns {import("./records.js").Marks}
 */
function marksOf(model, groups, chosen) {
  /** @type {import("./records.js").Marks} */
  const marks = new Map();
  for (const group of groups) {
    const check = model.checkOf(group);
    for (const place of model.placesOf(group)) {
      if (!place.table || !place.row) continue;
      const key = cellKey(place.table, place.row, place.field);
      const listed = marks.get(key) ?? [];
      listed.push({ code: check.code || check.title, related: place.related, isChosen: group === chosen });
      marks.set(key, listed);
    }
  }
  return marks;
}

/**
 * A rule: what it asks, how to put it right, how often it was found.
 * @param {import("./model.js").Model} model
 * @param {import("./choose.js").Group} group
 * @param {string} rule
 * @param {DetailActions} actions
 * @returns {Node[]}
 */
export function ruleDetail(model, group, rule, actions) {
  const check = model.checkOf(group.first);
  const children = new Set(group.findings.map((each) => model.child[each]).filter((each) => each >= 0));
  const advice = [...new Set(group.findings.slice(0, 200).flatMap((each) => model.adviceOf(each)))];
  return [
    el("header", { class: "child-head" }, el("h3", { id: "detail-title", tabindex: "-1" }, check.code ? `Rule ${check.code}` : check.title)),
    el(
      "div",
      { class: `finding finding-${check.severity}` },
      el("h4", {}, severityChip(check.severity), " ", check.title),
      ...advice.slice(0, 3).map((text) => el("p", { class: "advice" }, text)),
      el(
        "p",
        {},
        countedText(group.findings.length, ["finding", "findings"]),
        children.size > 0 && ` in ${countedText(children.size, ["child", "children"])}`,
        ".",
      ),
      el("p", {}, el("button", { type: "button", onclick: () => actions.showRule(rule) }, "List them")),
      el("p", { class: "small quiet" }, el("span", { class: "file" }, check.id)),
    ),
  ];
}
