/**
 * Elements made by hand. What comes from the data is only ever put in as text.
 */

/**
 * An element with attributes and children.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>} [attributes]
 *   `class`, `aria-label`, `data-…`; a function is a listener (`onclick`); `true` is an
 *   attribute without a value; `false`, `null` and `undefined` leave it out.
 * @param {...(Node | string | number | null | undefined | false)} children texts stay texts
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return /** @type {HTMLElement} */ (
    dressed(document.createElement(tag), attributes, children)
  );
}

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * An element of a picture; see `el`.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return /** @type {SVGElement} */ (
    dressed(document.createElementNS(SVG_NAMESPACE, tag), attributes, children)
  );
}

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes
 * @param {any[]} children
 */
function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * Hand a file to the user that is made here.
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function download(name, text, type = "text/csv;charset=utf-8") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Run something a short while after the last call.
 * @template {any[]} A
 * @param {(...values: A) => void} run
 * @param {number} milliseconds
 * @returns {(...values: A) => void}
 */
export function later(run, milliseconds) {
  let waiting = 0;
  return (...values) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(...values), milliseconds);
  };
}
