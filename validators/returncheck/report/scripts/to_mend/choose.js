/**
 * What is chosen of the findings, and in what order. Everything is worked out on columns
 * of numbers, so that 50,000 findings are gone through between two key strokes.
 */

import { SEVERITIES, STATES } from "./model.js";

/**
 * @typedef {object} Choice
 * @property {string} q
 * @property {string} severity
 * @property {string} rule
 * @property {string} table
 * @property {string} team
 * @property {string} return
 * @property {string} state
 * @property {string} since
 * @property {string} sort
 * @property {string} by
 */

export const CHOICES = ["q", "severity", "rule", "table", "team", "return", "state", "since", "sort", "by"];

/**
 * What an address has chosen.
 * @param {URLSearchParams} params
 * @returns {Choice}
 */
export function readChoice(params) {
  return /** @type {any} */ (
    Object.fromEntries(CHOICES.map((name) => [name, params.get(name) ?? ""]))
  );
}

/**
 * The findings that are chosen, in order.
 * @param {import("./model.js").Model} model
 * @param {Choice} choice
 * @returns {Int32Array} their numbers
 */
export function chosen(model, choice) {
  const severity = SEVERITIES.indexOf(choice.severity);
  const state = STATES.indexOf(choice.state);
  const table = choice.table ? model.tables.indexOf(choice.table) : -2;
  const team = choice.team ? model.teams.indexOf(choice.team) : -2;
  const of = choice.return ? model.returns.findIndex((each) => each.id === choice.return) : -2;
  const isOfSeverity = flags(model.checks, (each) => severity < 0 || each.severity === choice.severity);
  const isOfRule = flags(model.checks, (each) => !choice.rule || ruleName(each) === choice.rule);
  const words = choice.q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.map((word) => matches(model, word));
  const order = orderOf(model, choice.sort);
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let n = 0; n < order.length; n += 1) {
    const group = order[n];
    const check = model.check[group];
    if (!isOfSeverity[check] || !isOfRule[check]) continue;
    if (state >= 0 && model.state[group] !== state) continue;
    if (table !== -2 && model.table[group] !== table) continue;
    if (team !== -2 && model.team[group] !== team) continue;
    if (of !== -2 && model.returnOf[group] !== of) continue;
    if (choice.since && (choice.since === "new") !== (model.isNew[group] === 1)) continue;
    if (found.length && !found.every((has) => has(group))) continue;
    kept[count] = group;
    count += 1;
  }
  return kept.slice(0, count);
}

/** @param {import("./model.js").Check} check the name of a rule in an address */
export function ruleName(check) {
  return check.code || check.id;
}

/**
 * Whether a finding has a word: in an identifier of its child, in its rule, its table or
 * its field, or in a value.
 * @param {import("./model.js").Model} model
 * @param {string} word in lower case
 * @returns {(group: number) => boolean}
 */
function matches(model, word) {
  const has = (/** @type {string} */ text) => text.toLowerCase().includes(word);
  const child = flags(
    model.children,
    (id) => has(id) || [...(model.otherIds.get(id)?.keys() ?? [])].some(has),
  );
  const check = flags(model.checks, (each) => has(each.code) || has(each.title) || has(each.id));
  const table = flags(model.tables, has);
  const field = flags(model.data.fields, has);
  const value = flags(model.data.values, has);
  const { places } = model.data;
  return (group) => {
    if (check[model.check[group]]) return true;
    if (model.child[group] >= 0 && child[model.child[group]]) return true;
    if (model.table[group] >= 0 && table[model.table[group]]) return true;
    const from = model.first[group];
    for (let n = from; n < from + model.number[group]; n += 1) {
      const at = model.order[n];
      if (places.child[at] >= 0 && child[places.child[at]]) return true;
      if (places.field[at] >= 0 && field[places.field[at]]) return true;
      if (places.value[at] >= 0 && value[places.value[at]]) return true;
    }
    return false;
  };
}

/**
 * @template T
 * @param {T[]} list
 * @param {(each: T) => boolean} test
 * @returns {Uint8Array}
 */
function flags(list, test) {
  const found = new Uint8Array(list.length);
  for (let n = 0; n < list.length; n += 1) found[n] = test(list[n]) ? 1 : 0;
  return found;
}

/** @type {WeakMap<import("./model.js").Model, Map<string, Int32Array>>} */
const ORDERS = new WeakMap();

export const SORTS = {
  "": "weight, then rule",
  child: "child",
  rule: "rule",
  table: "table and row",
};

/**
 * All findings in an order; each order is worked out once.
 * @param {import("./model.js").Model} model
 * @param {string} sort
 */
function orderOf(model, sort) {
  let known = ORDERS.get(model);
  if (!known) ORDERS.set(model, (known = new Map()));
  let order = known.get(sort);
  if (!order) {
    order = Int32Array.from({ length: model.size }, (_, n) => n);
    const ranks = ranksOf(model, sort);
    if (ranks.length)
      order.sort((a, b) => {
        for (const rank of ranks) if (rank[a] !== rank[b]) return rank[a] - rank[b];
        return a - b;
      });
    known.set(sort, order);
  }
  return order;
}

/** @param {import("./model.js").Model} model @param {string} sort */
function ranksOf(model, sort) {
  const { returnOf, row } = model;
  if (sort === "child") return [ranked(model.child, model.children), returnOf];
  if (sort === "rule") {
    const names = model.checks.map((each) => ruleName(each));
    return [ranked(model.check, names), returnOf];
  }
  if (sort === "table") return [returnOf, ranked(model.table, model.tables), row];
  return [];
}

/**
 * The places of texts in the alphabet, those without one last.
 * @param {Int32Array} numbers
 * @param {string[]} texts
 */
function ranked(numbers, texts) {
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const order = texts.map((_, n) => n).sort((a, b) => compare(texts[a], texts[b]));
  const rank = new Int32Array(texts.length);
  order.forEach((n, place) => (rank[n] = place));
  return numbers.map((n) => (n < 0 ? texts.length : rank[n]));
}

/**
 * @typedef {object} Group
 * @property {number} first its first finding
 * @property {string} name
 * @property {string} about
 * @property {number[]} findings
 * @property {number[]} counts open findings by severity, explained ones behind them
 */

export const GROUPINGS = { "": "findings", rule: "rule", child: "child", episode: "episode" };

/**
 * Findings put together, the group with the most errors first, then most queries.
 * @param {import("./model.js").Model} model
 * @param {Int32Array} findings
 * @param {string} by `rule`, `child` or `episode`
 * @returns {Group[]}
 */
export function grouped(model, findings, by) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const finding of findings) {
    const child = model.child[finding];
    if (by !== "rule" && child < 0) continue;
    const key =
      by === "rule"
        ? `${model.check[finding]}`
        : by === "child"
          ? `${model.returnOf[finding]} ${child}`
          : `${model.returnOf[finding]} ${child} ${model.episode[finding]}`;
    let group = groups.get(key);
    if (!group) {
      group = { first: finding, ...namesOf(model, finding, by), findings: [], counts: [0, 0, 0, 0] };
      groups.set(key, group);
    }
    group.findings.push(finding);
    const weight = SEVERITIES.indexOf(model.checkOf(finding).severity);
    group.counts[model.state[finding] ? 3 : weight] += 1;
  }
  const found = [...groups.values()];
  found.sort((a, b) => {
    for (let n = 0; n < 4; n += 1) if (a.counts[n] !== b.counts[n]) return b.counts[n] - a.counts[n];
    return a.first - b.first;
  });
  return found;
}

/** @param {import("./model.js").Model} model @param {number} finding @param {string} by */
function namesOf(model, finding, by) {
  const check = model.checkOf(finding);
  if (by === "rule") return { name: check.code || check.title, about: check.code ? check.title : "" };
  const of = model.returns[model.returnOf[finding]]?.name ?? "";
  const episode = model.episode[finding];
  const part = episode < 0 ? "no episode" : `episode ${model.episodes[episode]}`;
  return { name: model.childOf(finding), about: by === "episode" ? `${part} · ${of}` : of };
}
