/**
 * A large chart made live: the figure under the pointer or the arrow keys, comparators to
 * put in or take out, and its series and picture as files. The picture and the table
 * beside it are those of the page.
 */

import { csvText } from "../csv.js";
import { download, el, svg } from "../dom.js";
import { pictureText } from "./picture_file.js";

/**
 * @typedef {object} SeriesRow
 * @property {number} x
 * @property {number} y
 * @property {HTMLTableRowElement} row
 */

/**
 * @param {HTMLElement} detail the charts of an indicator
 */
export function liveCharts(detail) {
  const blocks = /** @type {HTMLElement[]} */ ([...detail.querySelectorAll(".chart-and-table")]);
  for (const block of blocks) liveChart(block, detail.dataset.indicator ?? "series");
}

/**
 * @param {HTMLElement} detail a chart with its table
 * @param {string} name the name of its files
 */
function liveChart(detail, name) {
  const figure = /** @type {HTMLElement | null} */ (detail.querySelector("figure.chart"));
  const plot = /** @type {HTMLElement | null} */ (figure?.querySelector(".plot > div"));
  const picture = /** @type {SVGSVGElement | null} */ (plot?.querySelector("svg"));
  if (!figure || !plot || !picture) return;
  const points = seriesRows(detail);
  addScrub(detail, plot, picture, points);
  addChoices(figure, picture);
  addFiles(name, figure, picture, points);
}

/**
 * The rows of the table, the oldest first.
 * @param {HTMLElement} detail
 * @returns {SeriesRow[]}
 */
function seriesRows(detail) {
  const rows = /** @type {HTMLTableRowElement[]} */ ([...detail.querySelectorAll(".series tbody tr")]);
  return rows
    .map((row) => ({ x: Number(row.dataset.x), y: Number(row.dataset.y), row }))
    .reverse();
}

/**
 * What is said of a figure: "March 2026: 73.7%, target 85%, beyond the limits".
 * @param {HTMLTableRowElement} row
 */
function saidOf(row) {
  const cells = [...row.cells].map((cell) => cell.textContent?.trim() ?? "");
  const target = row.querySelector("[data-target]") ? `target ${cells[2]}` : "";
  return `${cells[0]}: ${[cells[1], target, cells.at(-1)].filter(Boolean).join(", ")}`;
}

/**
 * A slider over the picture: pointer and arrow keys choose a figure.
 * @param {HTMLElement} detail
 * @param {HTMLElement} plot
 * @param {SVGSVGElement} picture
 * @param {SeriesRow[]} points
 */
function addScrub(detail, plot, picture, points) {
  const last = points.length - 1;
  const line = svg("path", { class: "cursor-line" });
  const ring = svg("circle", { class: "cursor", r: 7 });
  const marks = svg("g", { class: "cursor-marks", visibility: "hidden" }, line, ring);
  picture.append(marks);
  const readout = el("p", { class: "readout", "aria-hidden": "true" });
  const slider = el("div", {
    class: "scrub",
    role: "slider",
    tabindex: 0,
    "aria-label": "Figure of the chart",
    "aria-valuemin": 1,
    "aria-valuemax": points.length,
    "aria-valuenow": points.length,
    "aria-valuetext": saidOf(points[last].row),
  });
  plot.append(slider);
  plot.parentElement?.after(readout);
  let at = last;

  /** @param {number} place */
  function choose(place) {
    at = Math.min(last, Math.max(0, place));
    const { x, y, row } = points[at];
    line.setAttribute("d", `M${x} 14V232`);
    ring.setAttribute("cx", String(x));
    ring.setAttribute("cy", String(y));
    marks.setAttribute("visibility", "visible");
    readout.textContent = saidOf(row);
    slider.setAttribute("aria-valuenow", String(at + 1));
    slider.setAttribute("aria-valuetext", saidOf(row));
    for (const other of detail.querySelectorAll(".series tr.at")) other.classList.remove("at");
    row.classList.add("at");
    const box = row.closest(".series");
    if (box) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }

  function leave() {
    if (document.activeElement === slider) return;
    marks.setAttribute("visibility", "hidden");
    readout.textContent = "";
    for (const other of detail.querySelectorAll(".series tr.at")) other.classList.remove("at");
  }

  slider.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * picture.viewBox.baseVal.width;
    const distances = points.map((point) => Math.abs(point.x - x));
    choose(distances.indexOf(Math.min(...distances)));
  });
  slider.addEventListener("pointerleave", leave);
  slider.addEventListener("focus", () => choose(at));
  slider.addEventListener("blur", leave);
  slider.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last };
    const place = /** @type {Record<string, number>} */ (steps)[event.key];
    if (place === undefined) return;
    event.preventDefault();
    choose(place);
  });
}

/**
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} picture
 */
function addChoices(figure, picture) {
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (figure.querySelectorAll(".choices input"))) {
    const place = picture.querySelector(`[data-beside="${CSS.escape(box.value)}"]`);
    box.addEventListener("change", (event) => {
      // What stands beside a chart is no filter of the scorecard.
      event.stopPropagation();
      place?.classList.toggle("off", !box.checked);
    });
  }
}

/**
 * @param {string} name
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} picture
 * @param {SeriesRow[]} points
 */
function addFiles(name, figure, picture, points) {
  const series = () => {
    const { mean = "", lower = "", upper = "" } = figure.dataset;
    const rows = points.map(({ row }) => [
      name,
      row.dataset.start ?? "",
      row.dataset.end ?? "",
      row.dataset.value ?? "",
      row.querySelector("[data-target]")?.getAttribute("data-target") ?? "",
      mean,
      lower,
      upper,
      row.cells[row.cells.length - 1].textContent?.trim() ?? "",
    ]);
    const headings = ["indicator_id", "period_start", "period_end", "value", "target", "mean", "lower_limit", "upper_limit", "stands_out"];
    download(`${name}.csv`, csvText(headings, rows));
  };
  const drawing = () => download(`${name}.svg`, pictureText(picture), "image/svg+xml");
  figure.append(
    el(
      "div",
      { class: "chart-tools" },
      el("button", { type: "button", onclick: series }, "Download the series (CSV)"),
      el("button", { type: "button", onclick: drawing }, "Download the chart (SVG)"),
    ),
  );
}
