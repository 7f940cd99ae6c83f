/**
 * What is chosen above the list: a search, filters, the order.
 */

import { el, later } from "../dom.js";
import { CHOICES, GROUPINGS, SORTS, ruleName } from "./choose.js";
import { NOUNS, SEVERITIES } from "./model.js";

const WAIT = 60;

/** The fields above the list. */
export class ChoiceBar {
  /**
   * @param {import("./model.js").Model} model
   * @param {(choice: import("./choose.js").Choice) => void} onChange
   */
  constructor(model, onChange) {
    this.onChange = onChange;
    /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
    this.fields = new Map();
    const soon = later(() => this._changed(), WAIT);
    const search = /** @type {HTMLInputElement} */ (
      el("input", { type: "search", id: "mend-q", autocomplete: "off", spellcheck: "false", "aria-describedby": "mend-hint", oninput: () => soon() })
    );
    this.fields.set("q", search);
    this.search = search;
    this.clear = el("button", { type: "button", class: "quiet-button", onclick: () => this._clear() }, "Clear filters");
    this.root = el(
      "form",
      { class: "choice-bar", role: "search", "aria-label": "Findings", onsubmit: (event) => { event.preventDefault(); this._changed(); } },
      el(
        "div",
        { class: "choice choice-search" },
        el("label", { for: search.id }, "Find a child, rule or value"),
        search,
        el("span", { id: "mend-hint", class: "hidden" }, "Child id, UPN, code of a rule, table, field or value. The keys j and k go to the next and the previous finding, Escape closes it, the stroke key comes back here."),
      ),
      ...this._selects(model),
      this.clear,
    );
  }

  /** @param {import("./model.js").Model} model */
  _selects(model) {
    const count = countsOf(model);
    const used = (/** @type {string[]} */ names, /** @type {Int32Array} */ numbers) => {
      const found = count(numbers, names.length);
      return names
        .map((name, n) => /** @type {[string, string]} */ ([name, `${name} (${found[n]})`]))
        .filter((_, n) => found[n] > 0)
        .sort((a, b) => a[0].localeCompare(b[0], "en", { numeric: true }));
    };
    const severities = SEVERITIES.map((each) => /** @type {[string, string]} */ ([each, capital(NOUNS[/** @type {"error"} */ (each)][1])]));
    const rules = new Map(
      model.checks.map((check) => [ruleName(check), check.code ? `${check.code} ${check.title}` : check.title]),
    );
    const sortedRules = [...rules].sort((a, b) => a[1].localeCompare(b[1], "en", { numeric: true }));
    const hasExplained = model.explained.size > 0 || model.explainRows.size > 0;
    return [
      this._select("severity", "Weight", "All weights", severities),
      this._select("rule", "Rule", "All rules", sortedRules),
      this._select("table", "Table", "All tables", used(model.tables, model.table)),
      model.teams.length > 0 && this._select("team", "Team", "All teams", used(model.teams, model.team)),
      model.returns.length > 1 &&
        this._select("return", "Return", "All returns", model.returns.map((each) => [each.id, each.name])),
      hasExplained &&
        this._select("state", "Answer", "All", [["open", "Open"], ["explained", "Explained"]]),
      model.knowsNew && this._select("since", "Since last run", "All", [["new", "New"], ["old", "Still there"]]),
      this._select("by", "Show", "", Object.entries(GROUPINGS).map(([value, title]) => [value, value ? `By ${title}` : "Each finding"])),
      this._select("sort", "Order", "", Object.entries(SORTS).map(([value, title]) => [value, `By ${title}`])),
    ];
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {string} all what stands for no choice; empty where the options have it
   * @param {[string, string][]} options
   */
  _select(name, label, all, options) {
    const field = /** @type {HTMLSelectElement} */ (
      el(
        "select",
        { id: `mend-${name}`, onchange: () => this._changed() },
        all && el("option", { value: "" }, all),
        ...options.map(([value, text]) => el("option", { value }, text)),
      )
    );
    this.fields.set(name, field);
    return el("div", { class: `choice choice-${name}` }, el("label", { for: field.id }, label), field);
  }

  /** @returns {import("./choose.js").Choice} */
  read() {
    return /** @type {any} */ (
      Object.fromEntries(CHOICES.map((name) => [name, this.fields.get(name)?.value ?? ""]))
    );
  }

  /** @param {import("./choose.js").Choice} choice what is unknown stays unchosen */
  write(choice) {
    for (const [name, field] of this.fields) {
      field.value = choice[/** @type {"q"} */ (name)];
      if (field.value !== choice[/** @type {"q"} */ (name)]) field.value = "";
    }
    this._markClear();
  }

  _changed() {
    this._markClear();
    this.onChange(this.read());
  }

  _clear() {
    for (const [name, field] of this.fields) if (name !== "sort" && name !== "by") field.value = "";
    this._changed();
    this.search.focus();
  }

  _markClear() {
    const { sort: _sort, by: _by, ...filters } = this.read();
    this.clear.hidden = !Object.values(filters).some(Boolean);
  }
}

/** @param {string} text */
function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** @param {import("./model.js").Model} model */
function countsOf(model) {
  return (/** @type {Int32Array} */ numbers, /** @type {number} */ length) => {
    const found = new Array(length).fill(0);
    for (let n = 0; n < model.size; n += 1) if (numbers[n] >= 0) found[numbers[n]] += 1;
    return found;
  };
}
