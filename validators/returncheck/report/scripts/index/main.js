/**
 * Makes the index of the returns live. Without it the table reads as it stands.
 */

import { createRoute } from "../route.js";
import { startReturns } from "./returns.js";

const indexParts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".part")]);
const indexLinks = /** @type {HTMLAnchorElement[]} */ ([
  ...document.querySelectorAll("nav.parts a"),
]);
const indexRoute = createRoute(indexParts, indexLinks);
document.documentElement.classList.add("live");
indexRoute.start();
const returnsPart = document.getElementById("returns");
if (returnsPart) startReturns(returnsPart, indexRoute.of("returns"));
document.documentElement.classList.add("ready");
