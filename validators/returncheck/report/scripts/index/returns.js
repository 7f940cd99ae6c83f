/**
 * The table of the returns: found by words, put in an order, a few of them alone. What
 * is chosen stands in the address.
 */

import { el, later } from "../dom.js";

/** What may be asked for alone, by what a row has to have more than none of. */
const ALONE = [
  { key: "", title: "All returns", label: "" },
  { key: "errors", title: "With errors", label: "Errors" },
  { key: "queries", title: "With open queries", label: "Queries" },
  { key: "contract", title: "Contract failed", label: "Contract" },
  { key: "new", title: "With new findings", label: "New" },
  { key: "clean", title: "Nothing to mend", label: "" },
];
const WAIT_MILLISECONDS = 80;

/**
 * @typedef {object} ReturnRow
 * @property {HTMLTableRowElement} row
 * @property {string} text what is searched, in small letters
 * @property {(string | number)[]} values what it is sorted by, a column each
 */

/** @param {string} text letters with their accents taken away */
function searched(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @param {HTMLTableRowElement} row
 * @returns {ReturnRow}
 */
function readRow(row) {
  const cells = [...row.cells];
  // The authority, its region and the return; numbers are not looked for.
  const words = [...cells.slice(0, 3).map((cell) => cell.textContent), row.dataset.find];
  return {
    row,
    text: searched(words.join(" ").replace(/\s+/g, " ")),
    values: cells.map((cell) => {
      const number = cell.dataset.sort;
      return number === undefined ? (cell.textContent ?? "").trim() : Number(number);
    }),
  };
}

/**
 * @param {string | number} one
 * @param {string | number} other
 */
function compareValues(one, other) {
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : String(one).localeCompare(String(other), "en-GB", { numeric: true });
}

/**
 * Make the part live.
 * @param {HTMLElement} section
 * @param {import("../route.js").PartRoute} route
 */
export function startReturns(section, route) {
  const table = /** @type {HTMLTableElement | null} */ (
    section.querySelector("#index-of-returns")
  );
  const place = section.querySelector("#find-returns");
  const body = table?.tBodies[0];
  if (!table || !place || !body) return;
  const rows = [...body.rows].map(readRow);
  const heads = /** @type {HTMLTableCellElement[]} */ ([...(table.tHead?.rows[0].cells ?? [])]);
  const names = heads.map((head) => (head.textContent ?? "").trim().toLowerCase());
  const column = new Map(names.map((name, at) => [name, at]));
  const chosen = { q: "", only: "", sort: "" };

  const words = /** @type {HTMLInputElement} */ (
    el("input", { type: "search", autocomplete: "off", spellcheck: "false" })
  );
  const only = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      {},
      ...ALONE.filter((each) => !each.label || column.has(each.label.toLowerCase())).map(
        (each) => el("option", { value: each.key }, each.title),
      ),
    )
  );
  const order = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      {},
      el("option", { value: "" }, "Authority"),
      ...names
        .map((name, at) => ({ name, at, title: (heads[at].textContent ?? "").trim() }))
        .filter(({ at }) => at > 0 && at < names.length - 1)
        .map(({ name, at, title }) =>
          el("option", { value: isNumber(at) ? `-${name}` : name }, title),
        ),
    )
  );
  const told = el("output", {});
  place.append(
    el(
      "form",
      { class: "seek", role: "search", onsubmit: (event) => event.preventDefault() },
      el("label", {}, "Find a return", words),
      el("label", {}, "Show", only),
      el("label", { class: "order" }, "In the order of", order),
      told,
    ),
  );
  words.placeholder = "authority, code, region, year or file";

  /** @param {number} at */
  function isNumber(at) {
    return rows.length > 0 && typeof rows[0].values[at] === "number";
  }

  /** @param {ReturnRow} each */
  function isShown(each) {
    if (!searched(chosen.q).split(/\s+/).every((word) => each.text.includes(word))) return false;
    const value = (/** @type {string} */ name) => Number(each.values[column.get(name) ?? -1] ?? 0);
    if (!chosen.only) return true;
    if (chosen.only === "clean") return value("errors") + value("queries") === 0;
    return value(chosen.only) > 0;
  }

  function putInOrder() {
    const isDown = chosen.sort.startsWith("-");
    const name = chosen.sort.replace(/^-/, "");
    const at = column.get(name) ?? 0;
    const sorted = name
      ? [...rows].sort(
          (one, other) => compareValues(one.values[at], other.values[at]) * (isDown ? -1 : 1),
        )
      : rows;
    body?.append(...sorted.map((each) => each.row));
    heads.forEach((head, place) => {
      if (name && place === at) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function showChosen() {
    let shown = 0;
    for (const each of rows) {
      each.row.hidden = !isShown(each);
      shown += each.row.hidden ? 0 : 1;
    }
    told.textContent =
      shown === rows.length ? `${rows.length} returns` : `${shown} of ${rows.length} returns`;
  }

  /** @param {Partial<typeof chosen>} change */
  function choose(change) {
    Object.assign(chosen, change);
    route.write(chosen);
    if ("sort" in change) putInOrder();
    showChosen();
  }

  /** @param {URLSearchParams} asked */
  function follow(asked) {
    chosen.q = asked.get("q") ?? "";
    const keys = ALONE.map((each) => each.key);
    chosen.only = keys.includes(asked.get("only") ?? "") ? (asked.get("only") ?? "") : "";
    const sort = asked.get("sort") ?? "";
    chosen.sort = column.has(sort.replace(/^-/, "")) ? sort : "";
    words.value = chosen.q;
    only.value = chosen.only;
    order.value = chosen.sort;
    putInOrder();
    showChosen();
  }

  heads.forEach((head, at) => {
    if (at === heads.length - 1) return;
    const title = (head.textContent ?? "").trim();
    const turn = () => {
      // Numbers begin with the largest: what there is most to do in.
      const [first, then] = isNumber(at) ? ["-", ""] : ["", "-"];
      const isFirst = chosen.sort === `${first}${names[at]}`;
      choose({ sort: `${isFirst ? then : first}${names[at]}` });
      order.value = chosen.sort;
    };
    head.replaceChildren(el("button", { type: "button", class: "sort", onclick: turn }, title));
  });
  words.addEventListener(
    "input",
    later(() => choose({ q: words.value.trim() }), WAIT_MILLISECONDS),
  );
  only.addEventListener("change", () => choose({ only: only.value }));
  order.addEventListener("change", () => choose({ sort: order.value }));
  route.listen(follow);
  follow(route.read());
}
