/**
 * A picture as a file of its own: what the stylesheet of the page gives it is written
 * into its elements, and what is hidden is left out.
 */

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-weight",
];

/**
 * @param {SVGSVGElement} picture a picture that is shown
 * @returns {string}
 */
export function pictureText(picture) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const originals = [...picture.querySelectorAll("*")];
  const copies = [...copy.querySelectorAll("*")];
  originals.forEach((original, place) => {
    const style = getComputedStyle(original);
    for (const name of STYLES) {
      const value = style.getPropertyValue(name);
      if (value) copies[place].setAttribute(name, value);
    }
  });
  for (const hidden of copy.querySelectorAll(".off, .cursor-marks")) hidden.remove();
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.removeAttribute("class");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
