/**
 * The part «To mend»: a search over all findings, and a child beside it.
 */

import { csvText } from "../csv.js";
import { download, el } from "../dom.js";
import { ChoiceBar } from "./bar.js";
import { chosen, grouped, readChoice, ruleName } from "./choose.js";
import { countedText, findingDetail, ruleDetail, severityChip } from "./detail.js";
import { Reasons } from "./explain.js";
import { LongList } from "./list.js";
import { Model, NOUNS, SEVERITIES } from "./model.js";

/**
 * @param {HTMLElement} section the part, as it reads without script
 * @param {any} data what `report/parts/to_mend.py` gives; undefined where nothing was found
 * @param {import("../route.js").PartRoute} route its state in the address
 */
export function startToMend(section, data, route) {
  const holder = section.querySelector("#mend");
  if (!data || !(holder instanceof HTMLElement)) {
    section.classList.add("without-data");
    return;
  }
  new Desk(holder, new Model(data), route).follow(route.read());
}

/** What somebody works at: the fields, the list and what is open beside it. */
class Desk {
  /**
   * @param {HTMLElement} holder
   * @param {Model} model
   * @param {import("../route.js").PartRoute} route
   */
  constructor(holder, model, route) {
    this.model = model;
    this.route = route;
    this.reasons = new Reasons(model);
    /** @type {Int32Array} */
    this.findings = new Int32Array(0);
    /** @type {import("./choose.js").Group[]} */
    this.groups = [];
    this.open = -1;
    /** @type {HTMLDetailsElement[]} */
    this.unfolded = [];
    this.bar = new ChoiceBar(model, () => this._choose(-1));
    this.list = new LongList("Findings", (at) => this._entry(at), (at) => this._openAt(at));
    this.count = el("p", { class: "count", role: "status" });
    this.said = el("p", { class: "hidden", role: "status" });
    this.saveReasons = el("button", { type: "button", onclick: () => this._saveReasons() }, "Download explanations");
    this.detail = el("section", { class: "detail", "aria-label": "What is chosen", tabindex: "-1" });
    this.desk = el(
      "div",
      { class: "desk" },
      el("div", { class: "listing" }, this.list.root),
      this.detail,
    );
    holder.append(
      this.bar.root,
      el(
        "div",
        { class: "count-line" },
        this.count,
        el("button", { type: "button", class: "quiet-button", onclick: () => this._copyIds() }, "Copy child ids"),
        el("button", { type: "button", class: "quiet-button", onclick: () => this._saveFindings() }, "Download these findings"),
        this.saveReasons,
      ),
      this.said,
      this.desk,
      this._leftOut(),
    );
    holder.hidden = false;
    this.reasons.onChange = () => this._markReasons();
    this._markReasons();
    route.listen((params) => this.follow(params));
    document.addEventListener("keydown", (event) => this._key(event));
    addEventListener("beforeprint", () => this._unfold());
    addEventListener("afterprint", () => this._foldAgain());
  }

  /** Paper shows what has to be mended: the tables of errors and queries. */
  _unfold() {
    const folded = document.querySelectorAll("#findings details:is(.check-error, .check-query):not([open])");
    this.unfolded = /** @type {HTMLDetailsElement[]} */ ([...folded]);
    for (const each of this.unfolded) each.open = true;
  }

  _foldAgain() {
    for (const each of this.unfolded) each.open = false;
    this.unfolded = [];
  }

  _leftOut() {
    const { records_left_out: left, records_shown: shown } = this.model.data;
    if (!left) return "";
    return el("p", { class: "quiet small" }, `The records of the ${shown.toLocaleString("en-GB")} children with most errors are on the page; those of ${left.toLocaleString("en-GB")} more would make it too large and are in the database.`);
  }

  /** @param {URLSearchParams} params do what an address says */
  follow(params) {
    this.bar.write(readChoice(params));
    this._choose(this._wanted(params), false);
  }

  /** @param {URLSearchParams} params @returns {number} the finding to open, -1 for none */
  _wanted(params) {
    const { model } = this;
    const child = params.get("child");
    const finding = Number(params.get("finding") || NaN);
    if (Number.isInteger(finding) && finding >= 0 && finding < model.size)
      if (!child || model.childOf(finding) === child) return finding;
    if (!child) return -1;
    const number = model.children.indexOf(child);
    const of = model.returns.findIndex((each) => each.id === params.get("return"));
    for (let group = 0; group < model.size; group += 1)
      if (model.child[group] === number && (of < 0 || model.returnOf[group] === of)) return group;
    return -1;
  }

  /** @param {number} open @param {boolean} [writes] */
  _choose(open, writes = true) {
    const choice = this.bar.read();
    this.findings = chosen(this.model, choice);
    this.groups = choice.by ? grouped(this.model, this.findings, choice.by) : [];
    this._count(choice);
    // One child left: it is what was looked for.
    const alone = open < 0 && choice.q && choice.by !== "rule" ? this._onlyChild() : open;
    this._show(alone);
    this.list.show(this._length(), this._placeOf(alone));
    if (writes) this._write();
  }

  /** The first finding of a child when no other child is left; -1 otherwise. */
  _onlyChild() {
    const { findings, model } = this;
    const first = findings.find((each) => model.child[each] >= 0);
    if (first === undefined) return findings.length && this._lookedFor(findings[0]) ? findings[0] : -1;
    for (const each of findings) {
      if (model.child[each] < 0) {
        if (!model.isPattern[each]) return -1;
      } else if (model.returnOf[each] !== model.returnOf[first] || model.child[each] !== model.child[first]) return -1;
    }
    return first;
  }

  /** @param {number} finding the one child of a finding of several that was looked for */
  _lookedFor(finding) {
    const { model } = this;
    const words = this.bar.read().q.toLowerCase().split(/\s+/).filter(Boolean);
    if (!model.isPattern[finding] || !words.length) return "";
    const found = new Set();
    for (const { child } of model.placesOf(finding)) {
      const text = model.childTexts[model.children.indexOf(child)] ?? "";
      if (words.every((word) => text.includes(word))) found.add(child);
    }
    return found.size === 1 ? [...found][0] : "";
  }

  _length() {
    return this.bar.read().by ? this.groups.length : this.findings.length;
  }

  /** @param {number} finding @returns {number} its place in the list */
  _placeOf(finding) {
    if (finding < 0) return -1;
    if (!this.bar.read().by) return this.findings.indexOf(finding);
    return this.groups.findIndex((group) => group.findings.includes(finding));
  }

  /** @param {import("./choose.js").Choice} choice */
  _count(choice) {
    const { model, findings } = this;
    const counts = [0, 0, 0, 0];
    const counted = choice.by ? this.groups.flatMap((group) => group.findings) : findings;
    for (const each of counted)
      counts[model.state[each] ? 3 : model.severity[each]] += 1;
    const parts = SEVERITIES.map((each, n) => counts[n] && countedText(counts[n], /** @type {any} */ (NOUNS[/** @type {"error"} */ (each)])));
    if (counts[3]) parts.push(`${counts[3].toLocaleString("en-GB")} explained`);
    const what = parts.filter(Boolean).join(", ") || "Nothing found";
    const nouns = /** @type {Record<string, [string, string]>} */ ({ rule: ["rule", "rules"], child: ["child", "children"], episode: ["episode", "episodes"] });
    const groups = choice.by ? ` in ${countedText(this.groups.length, nouns[choice.by] ?? nouns.rule)}` : "";
    const all = counted.length < model.size ? ` of ${countedText(model.size, ["finding", "findings"])}` : "";
    this.count.textContent = `${what}${groups}${all}`;
  }

  /** @param {number} at what stands in an entry of the list */
  _entry(at) {
    const { model } = this;
    if (this.bar.read().by) {
      const group = this.groups[at];
      const check = model.checkOf(group.first);
      const counts = SEVERITIES.map((each, n) => group.counts[n] && countedText(group.counts[n], /** @type {any} */ (NOUNS[/** @type {"error"} */ (each)])));
      if (group.counts[3]) counts.push(`${group.counts[3]} explained`);
      const codes = this.bar.read().by === "rule" ? [] : [...new Set(group.findings.map((each) => ruleName(model.checkOf(each))))];
      return [
        el("span", { class: "entry-head" }, this.bar.read().by === "rule" && severityChip(check.severity), " ", el("strong", {}, group.name), " ", el("span", { class: "entry-side" }, counts.filter(Boolean).join(", "))),
        el("span", { class: "entry-text" }, [group.about, codes.slice(0, 6).join(", ")].filter(Boolean).join(" · ")),
      ];
    }
    const finding = this.findings[at];
    const check = model.checkOf(finding);
    const child = model.childOf(finding);
    const place = [model.table[finding] < 0 ? "" : model.tables[model.table[finding]], model.row[finding] ? `row ${model.row[finding]}` : ""].filter(Boolean).join(" ");
    const state = model.explained.has(finding) ? "explained" : this.reasons.has(finding) ? "reason given" : "";
    return [
      el(
        "span",
        { class: "entry-head" },
        severityChip(check.severity),
        " ",
        child ? el("strong", {}, child) : el("span", {}, model.returns[model.returnOf[finding]]?.name ?? ""),
        " ",
        model.isNew[finding] ? el("span", { class: "tag" }, "new") : "",
        state && el("span", { class: "tag" }, state),
      ),
      el(
        "span",
        { class: "entry-text" },
        check.code && el("span", { class: "code" }, check.code, " "),
        check.title,
        place && el("span", { class: "quiet" }, ` · ${place}`),
      ),
    ];
  }

  /** @param {number} at */
  _openAt(at) {
    const by = this.bar.read().by;
    this._show(by ? this.groups[at].first : this.findings[at]);
    this._write();
    if (this._isNarrow()) this._focusDetail();
  }

  /** @param {number} finding -1 for none */
  _show(finding) {
    this.open = finding;
    this.desk.classList.toggle("has-open", finding >= 0);
    this.desk.closest(".part")?.classList.toggle("has-open", finding >= 0);
    this.detail.hidden = false;
    if (finding < 0) {
      this.detail.replaceChildren(el("p", { class: "quiet empty" }, this.findings.length ? "Choose a finding to see the whole record of its child here." : "Nothing fits. Clear a filter, or look for something else."));
      return;
    }
    const actions = {
      open: (/** @type {number} */ group) => this._openFinding(group),
      showRule: (/** @type {string} */ rule) => this._showRule(rule),
      copy: (/** @type {string} */ text) => this._copy(text),
    };
    const by = this.bar.read().by;
    const group = by === "rule" ? this.groups[this._placeOf(finding)] : undefined;
    const content = group
      ? ruleDetail(this.model, group, ruleName(this.model.checkOf(finding)), actions)
      : findingDetail(this.model, this.reasons, finding, actions, this._lookedFor(finding));
    this.detail.replaceChildren(this._steps(), ...content);
    this.detail.scrollTop = 0;
    for (const marked of this.detail.querySelectorAll("td.is-chosen")) bringIntoSight(marked);
  }

  _steps() {
    const step = (/** @type {string} */ text, /** @type {string} */ label, /** @type {string} */ key, /** @type {() => void} */ run) =>
      el("button", { type: "button", class: "quiet-button", "aria-keyshortcuts": key, title: `${label} (${key})`, "aria-label": label, onclick: run }, text);
    return el(
      "div",
      { class: "steps" },
      step("← Previous", "Previous", "k", () => this._step(-1)),
      step("Next →", "Next", "j", () => this._step(1)),
      step("Close ✕", "Close", "Escape", () => this._close()),
    );
  }

  /** @param {number} by */
  _step(by) {
    const place = this._placeOf(this.open);
    const at = place < 0 ? (by > 0 ? 0 : -1) : place + by;
    const inDetail = this.detail.contains(document.activeElement);
    this.list.choose(at);
    if (inDetail) this._focusDetail();
  }

  _close() {
    if (this.open < 0) return;
    this._show(-1);
    this.list.chosen = -1;
    this.list.refresh();
    this.list.root.focus();
    this._write();
  }

  /** @param {number} group another finding of the same child */
  _openFinding(group) {
    this._show(group);
    this.list.chosen = this._placeOf(group);
    if (this.list.chosen >= 0) this.list.reveal(this.list.chosen);
    else this.list.refresh();
    this._write();
    this._focusDetail();
  }

  /** @param {string} rule */
  _showRule(rule) {
    this.bar.write({ ...this.bar.read(), rule, by: "" });
    this._choose(-1);
    this.list.root.focus();
  }

  _focusDetail() {
    const title = this.detail.querySelector("#detail-title");
    if (title instanceof HTMLElement) title.focus({ preventScroll: true });
    this.detail.scrollIntoView({ block: this._isNarrow() ? "start" : "nearest" });
  }

  _isNarrow() {
    return getComputedStyle(this.desk).getPropertyValue("--is-narrow").trim() === "1";
  }

  _write() {
    const { model, open } = this;
    const child = open >= 0 ? model.childOf(open) : "";
    this.route.write({ ...this.bar.read(), child, finding: open >= 0 ? String(open) : "" });
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (!this.desk.offsetParent || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    const isTyping = target.matches("input, textarea, select");
    if (event.key === "Escape") {
      if (target === this.bar.search && this.bar.search.value) return;
      this._close();
      return;
    }
    if (isTyping) return;
    if (event.key === "j") this._step(1);
    else if (event.key === "k") this._step(-1);
    else if (event.key === "/") this.bar.search.focus();
    else return;
    event.preventDefault();
  }

  _markReasons() {
    const typed = this.reasons.typed.size;
    this.saveReasons.hidden = this.model.explainRows.size === 0;
    this.saveReasons.toggleAttribute("disabled", typed === 0);
    this.saveReasons.textContent = typed ? `Download explanations (${typed})` : "Download explanations";
    this.list.refresh();
  }

  _saveReasons() {
    const nameless = this.reasons.nameless();
    if (nameless >= 0) {
      if (nameless !== this.open) this._openFinding(nameless);
      this._say("Say first who gives the reasons: a reason without a name explains nothing.");
      document.getElementById("reason-by")?.focus();
      return;
    }
    download("explanations.csv", this.reasons.file());
    this._say("The explanations were downloaded: give explanations.csv to the next run with --explanations.");
  }

  _copyIds() {
    const { model } = this;
    const ids = [...new Set([...this.findings].map((each) => model.childOf(each)).filter(Boolean))];
    this._copy(ids.join("\n"));
  }

  /** @param {string} text */
  async _copy(text) {
    const number = text ? text.split("\n").length : 0;
    try {
      await navigator.clipboard.writeText(text);
      this._say(number ? `${countedText(number, ["identifier", "identifiers"])} copied.` : "There is no child in the list.");
    } catch {
      download("identifiers.txt", `${text}\r\n`, "text/plain;charset=utf-8");
      this._say("The browser does not allow copying here: they were downloaded instead.");
    }
  }

  /** @param {string} text */
  _say(text) {
    this.said.textContent = text;
    this.said.classList.remove("hidden");
  }

  _saveFindings() {
    download("findings-chosen.csv", csvText(FINDING_COLUMNS, this._rows()));
    this._say(`${countedText(this.findings.length, ["finding", "findings"])} downloaded.`);
  }

  *_rows() {
    const { model } = this;
    for (const finding of this.findings) {
      const check = model.checkOf(finding);
      const of = model.returns[model.returnOf[finding]];
      const [reason, by, on] = model.explained.get(finding) ?? ["", "", ""];
      for (const place of model.placesOf(finding))
        yield [
          of?.id ?? "", NOUNS[/** @type {"error"} */ (check.severity)][0], check.code, check.title, place.child, place.episode, place.table,
          place.row || "", place.field, place.value, place.related ? "compared with" : "fault", place.message, reason, by, on,
        ];
    }
  }
}

/** @param {Element} cell scroll the table of a cell sideways until it is seen */
function bringIntoSight(cell) {
  const around = cell.closest(".scroll");
  if (!around) return;
  const [inner, outer] = [cell.getBoundingClientRect(), around.getBoundingClientRect()];
  if (inner.right > outer.right) around.scrollLeft += inner.right - outer.right + 8;
}

const FINDING_COLUMNS = [
  "return", "severity", "rule", "title", "child", "episode", "table", "row", "field", "value", "record",
  "message", "explanation", "by", "date",
];
