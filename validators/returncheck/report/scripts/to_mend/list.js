/**
 * A list of which only what can be seen is in the page, however long it is.
 */

import { el } from "../dom.js";

const SPARE = 6;

/**
 * A list box over many entries of one height.
 */
export class LongList {
  /**
   * @param {string} label
   * @param {(at: number) => (Node | string)[]} draw what stands in an entry
   * @param {(at: number) => void} onChoose
   */
  constructor(label, draw, onChoose) {
    this.draw = draw;
    this.onChoose = onChoose;
    this.length = 0;
    this.chosen = -1;
    this.height = 0;
    this.space = el("div", { class: "long-space", role: "presentation" });
    this.root = el(
      "div",
      {
        class: "long-list",
        role: "listbox",
        tabindex: "0",
        "aria-label": label,
        onscroll: () => this._paint(),
        onkeydown: (event) => this._key(/** @type {KeyboardEvent} */ (event)),
        onclick: (event) => this._click(event),
      },
      this.space,
    );
    new ResizeObserver(() => this._measure()).observe(this.root);
  }

  /** @param {number} length @param {number} chosen the chosen entry, -1 for none */
  show(length, chosen) {
    this.length = length;
    this.chosen = chosen;
    this.root.scrollTop = 0;
    this._measure();
    if (chosen >= 0) this.reveal(chosen);
  }

  /** @param {number} at */
  choose(at) {
    if (at < 0 || at >= this.length) return;
    this.chosen = at;
    this.reveal(at);
    this.onChoose(at);
  }

  /** Draw the entries again. */
  refresh() {
    this._paint();
  }

  /** @param {number} at */
  reveal(at) {
    const top = at * this.height;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight)
      this.root.scrollTop = top + this.height - clientHeight;
    this._paint();
  }

  _measure() {
    const probe = el("div", { class: "long-entry", "aria-hidden": "true" });
    this.root.append(probe);
    this.height = probe.offsetHeight;
    probe.remove();
    this.space.style.height = `${this.length * this.height}px`;
    this.root.style.setProperty("--whole", `${this.length * this.height}px`);
    this._paint();
  }

  _paint() {
    if (!this.height) return;
    const { scrollTop, clientHeight } = this.root;
    const from = Math.max(0, Math.floor(scrollTop / this.height) - SPARE);
    const to = Math.min(this.length, Math.ceil((scrollTop + clientHeight) / this.height) + SPARE);
    const entries = [];
    for (let at = from; at < to; at += 1) entries.push(this._entry(at));
    // The chosen one stays, so that a screen reader can be told of it.
    if (this.chosen >= 0 && this.chosen < this.length && (this.chosen < from || this.chosen >= to))
      entries.push(this._entry(this.chosen));
    this.space.replaceChildren(...entries);
    if (this.chosen >= 0 && this.chosen < this.length)
      this.root.setAttribute("aria-activedescendant", `entry-${this.chosen}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  /** @param {number} at */
  _entry(at) {
    const entry = el(
      "div",
      {
        class: "long-entry",
        role: "option",
        id: `entry-${at}`,
        "data-at": at,
        "aria-selected": at === this.chosen ? "true" : "false",
        "aria-setsize": this.length,
        "aria-posinset": at + 1,
      },
      ...this.draw(at),
    );
    entry.style.top = `${at * this.height}px`;
    return entry;
  }

  /** @param {Event} event */
  _click(event) {
    const entry = /** @type {Element} */ (event.target).closest("[data-at]");
    if (entry instanceof HTMLElement) this.choose(Number(entry.dataset.at));
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / (this.height || 1)) - 1);
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: this.chosen + 1,
      ArrowUp: this.chosen - 1,
      PageDown: Math.min(this.length - 1, this.chosen + page),
      PageUp: Math.max(0, this.chosen - page),
      Home: 0,
      End: this.length - 1,
      Enter: Math.max(0, this.chosen),
    };
    if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.choose(moves[event.key]);
  }
}
