/**
 * Makes the page live. Where anything fails the page reads as it does without script.
 */

import { startBoard } from "./board/start.js";
import { readData } from "./data.js";
import { startPerformance } from "./performance/start.js";
import { createRoute } from "./route.js";
import { startTechnical } from "./technical/start.js";
import { startToMend } from "./to_mend/start.js";

/** @type {Record<string, (section: HTMLElement, data: any, route: import("./route.js").PartRoute) => void>} */
const STARTERS = {
  "to-mend": startToMend,
  performance: startPerformance,
  board: startBoard,
  technical: startTechnical,
};

async function startPage() {
  const root = document.documentElement;
  const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".part")]);
  const links = /** @type {HTMLAnchorElement[]} */ ([
    ...document.querySelectorAll("nav.parts a"),
  ]);
  const route = createRoute(parts, links);
  root.classList.add("live");
  route.start();
  let data = {};
  try {
    data = await readData(document);
  } catch (error) {
    root.classList.add("without-data");
    console.error("The data of the page could not be read.", error);
    return;
  }
  for (const part of parts) {
    try {
      STARTERS[part.id]?.(part, data[part.id.replace("-", "_")], route.of(part.id));
    } catch (error) {
      part.classList.add("without-data");
      console.error(`The part ${part.id} could not be made live.`, error);
    }
  }
  root.classList.add("ready");
}

await startPage();
