/**
 * The part «Performance»: filters, and the chart below its row. All that it shows stands
 * in the page already; nothing here draws or computes a figure.
 */

import { later } from "../dom.js";
import { liveCharts } from "./chart.js";

const FLAGS = ["red", "worsening", "unexplained"];

/**
 * @param {HTMLElement} section the part, as it reads without script
 * @param {any} data what the payload has for it; undefined where it has nothing
 * @param {import("../route.js").PartRoute} route its state in the address
 */
export function startPerformance(section, data, route) {
  const form = /** @type {HTMLFormElement | null} */ (section.querySelector(".score-filters"));
  if (!form) return;
  const rows = /** @type {HTMLTableRowElement[]} */ ([...section.querySelectorAll(".score-row")]);
  const folds = /** @type {HTMLDetailsElement[]} */ ([...section.querySelectorAll("details.unjudged")]);
  /** @type {Map<string, OpenRow>} */
  const byKey = new Map(rows.map((row) => [row.dataset.key ?? "", openRow(row, section, changed)]));

  function changed() {
    route.write(chosenNow());
  }

  function chosenNow() {
    const chosen = new URLSearchParams();
    for (const flag of FLAGS) if (flagOf(form, flag).checked) chosen.set(flag, "1");
    const text = searchOf(form).value.trim();
    if (text) chosen.set("q", text);
    const open = [...byKey].filter(([, row]) => row.isOpen()).map(([key]) => key);
    if (open.length) chosen.set("chart", open.join(","));
    return chosen;
  }

  function filter() {
    const wanted = FLAGS.filter((flag) => flagOf(form, flag).checked);
    const text = searchOf(form).value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const name = row.cells[0].textContent?.toLowerCase() ?? "";
      const fits = wanted.every((flag) => flag in row.dataset) && name.includes(text);
      row.hidden = !fits;
      byKey.get(row.dataset.key ?? "")?.follow(fits);
      if (fits) shown += 1;
    }
    const isFiltered = wanted.length > 0 || text !== "";
    for (const fold of folds) {
      const found = fold.querySelectorAll(".score-row:not([hidden])").length;
      fold.hidden = isFiltered && !found;
      if (isFiltered && found) fold.open = true;
    }
    const output = /** @type {HTMLOutputElement} */ (form?.querySelector(".shown"));
    output.textContent = isFiltered ? `${shown} of ${rows.length} indicators` : "";
  }

  /** @param {URLSearchParams} chosen */
  function show(chosen) {
    for (const flag of FLAGS) flagOf(form, flag).checked = chosen.get(flag) === "1";
    searchOf(form).value = chosen.get("q") ?? "";
    filter();
    const open = new Set((chosen.get("chart") ?? "").split(",").filter(Boolean));
    for (const [key, row] of byKey) row.set(open.has(key));
    const first = [...open].map((key) => byKey.get(key)).find(Boolean);
    first?.reveal();
  }

  const typed = later(() => {
    filter();
    changed();
  }, 120);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    filter();
    changed();
  });
  form.addEventListener("input", (event) => {
    if (event.target === searchOf(form)) typed();
  });
  route.listen(show);
  show(route.read());
  addEventListener("hashchange", () => revealAnchor(byKey));
  revealAnchor(byKey);
}

/**
 * @typedef {object} OpenRow
 * @property {() => boolean} isOpen
 * @property {(open: boolean) => void} set
 * @property {(isShown: boolean) => void} follow show the chart only where its row is
 * @property {() => void} reveal
 */

/**
 * A row that opens and closes; the chart moves below it and back.
 * @param {HTMLTableRowElement} row
 * @param {HTMLElement} section
 * @param {() => void} changed
 * @returns {OpenRow}
 */
function openRow(row, section, changed) {
  const key = row.dataset.key ?? "";
  const fold = section.querySelector(`.chart-fold[data-key="${CSS.escape(key)}"]`);
  const detail = /** @type {HTMLElement} */ (fold?.querySelector(".detail"));
  const link = /** @type {HTMLElement} */ (row.querySelector(".open-chart"));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open-chart";
  button.setAttribute("aria-expanded", "false");
  button.textContent = link.textContent;
  link.replaceWith(button);
  const below = document.createElement("tr");
  below.className = "opened";
  below.hidden = true;
  below.setAttribute("role", "row");
  const cell = document.createElement("td");
  cell.colSpan = row.cells.length;
  cell.setAttribute("role", "cell");
  below.append(cell);
  let live = false;

  /** @param {boolean} open */
  function set(open) {
    if (open === (button.getAttribute("aria-expanded") === "true")) return;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      row.after(below);
      cell.append(detail);
      if (!live) liveCharts(detail);
      live = true;
    } else {
      fold?.append(detail);
      below.remove();
    }
    below.hidden = !open || row.hidden;
  }

  button.addEventListener("click", () => {
    set(button.getAttribute("aria-expanded") !== "true");
    changed();
  });
  return {
    isOpen: () => button.getAttribute("aria-expanded") === "true",
    set,
    follow: (isShown) => {
      below.hidden = !isShown || button.getAttribute("aria-expanded") !== "true";
    },
    reveal: () => {
      const around = /** @type {HTMLDetailsElement | null} */ (row.closest("details"));
      if (around) around.open = true;
      row.scrollIntoView({ block: "start" });
    },
  };
}

/**
 * Open the row whose chart, or a figure in it, the address names.
 * @param {Map<string, OpenRow>} byKey
 */
function revealAnchor(byKey) {
  const name = location.hash.slice(1);
  const target = name && !name.includes("?") ? document.getElementById(name) : null;
  const fold = /** @type {HTMLElement | null} */ (target?.closest(".chart-fold") ?? null);
  const row = byKey.get(fold?.dataset.key ?? "");
  if (!row) return;
  row.set(true);
  if (target === fold) row.reveal();
  else target?.scrollIntoView();
}

/**
 * @param {HTMLFormElement | null} form
 * @param {string} name
 */
function flagOf(form, name) {
  return /** @type {HTMLInputElement} */ (form?.elements.namedItem(name));
}

/** @param {HTMLFormElement | null} form */
function searchOf(form) {
  return /** @type {HTMLInputElement} */ (form?.elements.namedItem("q"));
}
