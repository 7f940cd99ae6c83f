/**
 * Reasons that are typed on the page, and the file in which they are given back.
 */

import { csvText } from "../csv.js";
import { el } from "../dom.js";

/** What somebody has typed, kept until the page is left. */
export class Reasons {
  /** @param {import("./model.js").Model} model */
  constructor(model) {
    this.model = model;
    this.by = "";
    this.date = today();
    /** @type {Map<number, {reason: string, by: string, date: string}>} */
    this.typed = new Map();
    this.isSaved = true;
    /** @type {() => void} */
    this.onChange = () => {};
    addEventListener("beforeunload", (event) => {
      if (!this.isSaved) event.preventDefault();
    });
  }

  /** @param {number} group whether something was typed for a finding */
  has(group) {
    return (this.model.explainRows.get(group) ?? []).some((row) => this.typed.has(row));
  }

  /** @param {number} row @param {string} reason */
  set(row, reason) {
    if (reason.trim()) this.typed.set(row, { reason: reason.trim(), by: this.by, date: this.date });
    else this.typed.delete(row);
    this.isSaved = this.typed.size === 0;
    this.onChange();
  }

  /** @param {string} by */
  setBy(by) {
    this.by = by.trim();
    for (const each of this.typed.values()) each.by = this.by;
  }

  /**
   * The file that `--explanations` reads: what was given before, then what was typed.
   * @returns {string}
   */
  file() {
    const { columns, key, rows } = this.model.data.explain;
    /** @type {Map<number, (string | null)[]>} */
    const given = new Map();
    for (const [group, answer] of this.model.explained)
      for (const row of this.model.explainRows.get(group) ?? []) given.set(row, answer);
    for (const [row, { reason, by, date }] of this.typed) given.set(row, [reason, by, date]);
    const filled = [...given].map(([row, [reason, by, date]]) => {
      /** @type {Record<string, string | null>} */
      const cells = { reason, by, date };
      key.forEach((/** @type {string} */ name, /** @type {number} */ at) => (cells[name] = rows[row][at]));
      return columns.map((/** @type {string} */ name) => cells[name]);
    });
    this.isSaved = true;
    return csvText(columns, filled);
  }
}

function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Where a reason is typed; nothing for what cannot be explained.
 * @param {import("./model.js").Model} model
 * @param {Reasons} reasons
 * @param {number} group
 * @returns {HTMLElement | null}
 */
export function explainForm(model, reasons, group) {
  const answer = model.explained.get(group);
  if (answer) {
    const [reason, by, on] = answer;
    const given = [by, on].filter(Boolean).join(", ");
    return el("p", { class: "answer" }, el("strong", {}, "Explained: "), reason, given && ` (${given})`);
  }
  const rows = model.explainRows.get(group) ?? [];
  if (!rows.length) return null;
  const { key } = model.data.explain;
  const column = key.indexOf("child");
  const form = el("form", { class: "explain", onsubmit: (event) => event.preventDefault() });
  for (const row of rows) {
    const child = model.data.explain.rows[row][column];
    const label = rows.length > 1 ? `Reason, for ${child}` : "Reason, if it is right as it is";
    const field = /** @type {HTMLTextAreaElement} */ (
      el("textarea", {
        id: `reason-${row}`,
        rows: "2",
        oninput: (event) => reasons.set(row, /** @type {HTMLTextAreaElement} */ (event.target).value),
      })
    );
    field.value = reasons.typed.get(row)?.reason ?? "";
    form.append(el("label", { for: field.id }, label), field);
  }
  const by = /** @type {HTMLInputElement} */ (
    el("input", {
      id: "reason-by",
      autocomplete: "name",
      oninput: (event) => reasons.setBy(/** @type {HTMLInputElement} */ (event.target).value),
    })
  );
  by.value = reasons.by;
  form.append(el("label", { for: by.id }, "Given by"), by);
  form.append(
    el(
      "p",
      { class: "small" },
      "It is kept until the page is closed: download the explanations and give the file to the next run with ",
      el("span", { class: "file" }, "--explanations"),
      ".",
    ),
  );
  return form;
}
