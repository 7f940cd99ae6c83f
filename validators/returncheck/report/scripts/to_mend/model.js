/**
 * The findings as columns: what one of them is stands at its number in each.
 */

/**
 * @typedef {object} Check
 * @property {string} layer
 * @property {string} id
 * @property {string} code the official code; empty where there is none
 * @property {string} title
 * @property {string} severity
 */

/**
 * @typedef {object} ReturnOf
 * @property {string} id
 * @property {string} name
 * @property {string} source
 * @property {string[]} files
 * @property {string} [start] first day of its year
 * @property {string} [end] last day of its year
 */

/**
 * @typedef {object} RecordColumn
 * @property {string} name
 * @property {boolean} date
 * @property {boolean} identifies
 * @property {boolean} team
 */

/**
 * @typedef {object} Records
 * @property {string} table
 * @property {string | null} child_column
 * @property {number} of the number of the return
 * @property {RecordColumn[]} columns
 * @property {number[]} row
 * @property {number[]} child
 * @property {[string[], number[]][]} cells per column the texts and the number a record
 * @property {Map<number, number>} at the place of each row number
 */

/**
 * @typedef {object} Place
 * @property {string} table
 * @property {number} row 0 for none
 * @property {string} field
 * @property {string} value
 * @property {string} child
 * @property {string} episode
 * @property {boolean} related
 * @property {string} message
 */

export const SEVERITIES = ["error", "query", "info"];
export const NOUNS = {
  error: ["error", "errors"],
  query: ["query", "queries"],
  info: ["note", "notes"],
};
export const STATES = ["open", "explained"];
export const NONE = -1;

/** @param {string[]} texts @param {number} number */
function textAt(texts, number) {
  return number < 0 ? "" : texts[number];
}

/** All findings of a page. */
export class Model {
  /** @param {any} data what `report/parts/to_mend.py` gives */
  constructor(data) {
    this.data = data;
    /** @type {Check[]} */
    this.checks = data.checks;
    /** @type {ReturnOf[]} */
    this.returns = data.returns;
    this.tables = data.tables;
    this.children = data.children;
    this.episodes = data.episodes;
    const places = data.places;
    const groups = places.group.length ? Math.max(...last(places.group)) + 1 : 0;
    this.size = groups;
    this.first = new Int32Array(groups).fill(NONE);
    this.number = new Int32Array(groups);
    this.check = new Int32Array(groups);
    this.returnOf = new Int32Array(groups).fill(NONE);
    this.table = new Int32Array(groups).fill(NONE);
    this.child = new Int32Array(groups).fill(NONE);
    this.episode = new Int32Array(groups).fill(NONE);
    this.team = new Int32Array(groups).fill(NONE);
    /** Whether a finding is of several children, and so of none. */
    this.isPattern = new Int8Array(groups);
    this.row = new Int32Array(groups);
    this.state = new Int8Array(groups);
    this.isNew = new Int8Array(groups);
    this._takePlaces(places);
    for (let group = 0; group < groups; group += 1)
      if (this.isPattern[group]) this.child[group] = this.episode[group] = NONE;
    /** @type {Map<number, [string, string | null, string | null]>} */
    this.explained = new Map();
    for (const [group, reason, by, on] of data.explained) {
      this.explained.set(group, [reason, by, on]);
      this.state[group] = 1;
    }
    for (const group of data.new ?? []) this.isNew[group] = 1;
    this.knowsNew = Array.isArray(data.new);
    /** @type {Records[]} */
    this.records = data.records.map((/** @type {any} */ each) => ({
      ...each,
      of: this.returns.findIndex((one) => one.id === each.return),
      at: new Map(each.row.map((/** @type {number} */ row, /** @type {number} */ at) => [row, at])),
    }));
    /** @type {Map<string, number>} */
    this.recordChild = new Map(
      data.record_children.map((/** @type {string} */ id, /** @type {number} */ at) => [id, at]),
    );
    /** @type {string[]} */
    this.teams = [];
    this._takeTeams();
    this.otherIds = this._otherIds();
    /** @type {string[]} what each child is looked for by, in lower case */
    this.childTexts = this.children.map((/** @type {string} */ id) =>
      [id, ...(this.otherIds.get(id)?.keys() ?? [])].join("\n").toLowerCase(),
    );
    /** @type {string[]} */
    this.valueTexts = data.values.map((/** @type {string} */ text) => text.toLowerCase());
    this.severity = Int8Array.from(this.check, (check) => SEVERITIES.indexOf(this.checks[check].severity));
    /** @type {Map<number, number[]>} */
    this.explainRows = new Map();
    for (const [group, number] of data.explain.of) {
      const listed = this.explainRows.get(group) ?? [];
      listed.push(number);
      this.explainRows.set(group, listed);
    }
  }

  /** @param {any} places */
  _takePlaces(places) {
    /** @type {Int32Array} */
    this.order = new Int32Array(places.group.length);
    for (const group of places.group) this.number[group] += 1;
    let sum = 0;
    const next = new Int32Array(this.size);
    for (let group = 0; group < this.size; group += 1) {
      this.first[group] = next[group] = sum;
      sum += this.number[group];
    }
    for (let at = 0; at < places.group.length; at += 1) {
      const group = places.group[at];
      const isFirst = next[group] === this.first[group];
      this.order[next[group]] = at;
      next[group] += 1;
      if (isFirst) {
        this.check[group] = places.check[at];
        this.returnOf[group] = places.return[at];
        this.table[group] = places.table[at];
        this.row[group] = places.row[at];
      }
      const child = places.child[at];
      if (child >= 0 && this.child[group] < 0) this.child[group] = child;
      else if (child >= 0 && child !== this.child[group]) this.isPattern[group] = 1;
      if (this.episode[group] < 0) this.episode[group] = places.episode[at];
    }
  }

  _takeTeams() {
    for (const records of this.records) {
      const column = records.columns.findIndex((each) => each.team);
      if (column < 0) continue;
      const [texts, numbers] = records.cells[column];
      for (let group = 0; group < this.size; group += 1) {
        if (this.returnOf[group] !== records.of || this.table[group] < 0) continue;
        if (this.tables[this.table[group]] !== records.table) continue;
        const at = records.at.get(this.row[group]);
        const team = at === undefined ? "" : textAt(texts, numbers[at]);
        if (!team) continue;
        let number = this.teams.indexOf(team);
        if (number < 0) number = this.teams.push(team) - 1;
        this.team[group] = number;
      }
    }
  }

  /**
   * The other identifiers of each child that has records here, such as a UPN.
   * @returns {Map<string, Map<string, string>>} by child, by identifier its column
   */
  _otherIds() {
    const found = new Map();
    for (const records of this.records)
      records.columns.forEach((column, number) => {
        if (!column.identifies) return;
        const [texts, numbers] = records.cells[number];
        numbers.forEach((text, at) => {
          const child = this.data.record_children[records.child[at]];
          if (text < 0 || child === undefined || !texts[text] || texts[text] === child) return;
          if (!found.has(child)) found.set(child, new Map());
          found.get(child).set(texts[text], column.name);
        });
      });
    return found;
  }

  /** @param {number} group @returns {Place[]} the places of a finding, faults first */
  placesOf(group) {
    const { places, fields, values, messages } = this.data;
    const found = [];
    for (let n = 0; n < this.number[group]; n += 1) {
      const at = this.order[this.first[group] + n];
      found.push({
        table: textAt(this.tables, places.table[at]),
        row: places.row[at],
        field: textAt(fields, places.field[at]),
        value: textAt(values, places.value[at]),
        child: textAt(this.children, places.child[at]),
        episode: textAt(this.episodes, places.episode[at]),
        related: places.related[at] === 1,
        message: textAt(messages, places.message[at]),
      });
    }
    return found;
  }

  /** @param {number} group */
  checkOf(group) {
    return this.checks[this.check[group]];
  }

  /** @param {number} group */
  childOf(group) {
    return textAt(this.children, this.child[group]);
  }

  /** @param {number} group @returns {string} what a check is called in short */
  titleOf(group) {
    return this.checkOf(group).title;
  }

  /**
   * What the finding says beyond its title: how to put it right.
   * @param {number} group
   * @returns {string[]} each once
   */
  adviceOf(group) {
    const title = this.titleOf(group);
    const texts = this.placesOf(group).map((place) =>
      place.message.startsWith(`${title}. `)
        ? place.message.slice(title.length + 2)
        : place.message,
    );
    return [...new Set(texts.filter((text) => text && text !== `${title}.`))];
  }

  /**
   * The file that a table of a finding's return came from.
   * @param {number} group
   * @param {string} table
   */
  fileOf(group, table) {
    const of = this.returns[this.returnOf[group]];
    if (!of) return "";
    const stem = (/** @type {string} */ name) => name.toLowerCase().replace(/\.[^.]*$/, "");
    return of.files.find((name) => stem(name) === table.toLowerCase()) ?? of.source;
  }
}

/** @param {number[]} numbers @returns {number[]} so little that it can be spread */
function last(numbers) {
  return [numbers.reduce((most, each) => (each > most ? each : most), 0)];
}
