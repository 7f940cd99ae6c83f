/**
 * @param {HTMLElement} section the part, as it reads without script
 * @param {any} data what the payload has for it; undefined where it has nothing
 * @param {import("../route.js").PartRoute} route its state in the address
 */
export function startBoard(section, data, route) {}
