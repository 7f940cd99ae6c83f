/**
 * The state of the page in its address: `#to-mend?q=…&severity=error`, so that what is
 * seen can be sent. The part first, then what that part has chosen.
 */

/**
 * @typedef {object} PartRoute
 * @property {() => URLSearchParams} read what is chosen in the part
 * @property {(chosen: URLSearchParams | Record<string, string | null | undefined>) => void} write
 *   put what is chosen into the address, without calling the listeners; what is empty is
 *   left out
 * @property {(listener: (chosen: URLSearchParams) => void) => void} listen called when
 *   the address was changed by somebody else: a link, the back button
 * @property {(part: string, chosen?: Record<string, string>) => string} link the address
 *   of another part
 */

/**
 * @typedef {object} Route
 * @property {(part: string) => PartRoute} of
 * @property {() => void} start show the part that the address names
 */

/**
 * What an address says.
 * @param {string} hash
 * @returns {{name: string, chosen: URLSearchParams}}
 */
function readHash(hash) {
  const text = hash.replace(/^#/, "");
  const cut = text.indexOf("?");
  const name = cut < 0 ? text : text.slice(0, cut);
  return {
    name: decodeText(name),
    chosen: new URLSearchParams(cut < 0 ? "" : text.slice(cut + 1)),
  };
}

/** @param {string} text */
function decodeText(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} part
 * @param {URLSearchParams | Record<string, string | null | undefined>} [chosen]
 */
function writeHash(part, chosen = {}) {
  const pairs = chosen instanceof URLSearchParams ? [...chosen] : Object.entries(chosen);
  const kept = pairs.filter((pair) => pair[1] !== null && pair[1] !== undefined && pair[1] !== "");
  const text = new URLSearchParams(/** @type {[string, string][]} */ (kept)).toString();
  return text ? `#${part}?${text}` : `#${part}`;
}

/**
 * The route of a page.
 * @param {HTMLElement[]} parts the parts in their order; the first is shown at first
 * @param {HTMLAnchorElement[]} links the links to them
 * @returns {Route}
 */
export function createRoute(parts, links) {
  /** @type {Map<string, (chosen: URLSearchParams) => void>} */
  const listeners = new Map();
  /** @type {Map<string, URLSearchParams>} */
  const chosenIn = new Map(parts.map((part) => [part.id, new URLSearchParams()]));
  let shown = "";

  /** @param {string} name */
  function show(name) {
    shown = name;
    for (const part of parts) part.classList.toggle("current", part.id === name);
    for (const link of links) {
      const part = link.dataset.part ?? "";
      if (part === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** @param {string} name */
  function pointTo(name) {
    const link = links.find((each) => each.dataset.part === name);
    link?.setAttribute("href", writeHash(name, chosenIn.get(name)));
  }

  function follow() {
    const { name, chosen } = readHash(location.hash);
    const part = parts.find((each) => each.id === name);
    if (part) {
      const isOther = shown !== name;
      show(name);
      chosenIn.set(name, chosen);
      pointTo(name);
      listeners.get(name)?.(chosen);
      if (isOther) scrollTo(0, 0);
      return;
    }
    const target = name ? document.getElementById(name) : null;
    const around = target?.closest(".part");
    if (around && target) {
      show(around.id);
      for (let each = target.closest("details"); each; each = each.parentElement?.closest("details") ?? null)
        each.open = true;
      target.scrollIntoView();
    } else if ((!shown || !name) && parts.length) show(parts[0].id);
  }

  return {
    of: (part) => ({
      read: () => chosenIn.get(part) ?? new URLSearchParams(),
      write: (chosen) => {
        const hash = writeHash(part, chosen);
        chosenIn.set(part, readHash(hash).chosen);
        pointTo(part);
        if (shown === part) history.replaceState(history.state, "", hash);
      },
      listen: (listener) => listeners.set(part, listener),
      link: writeHash,
    }),
    start: () => {
      addEventListener("hashchange", follow);
      const { name, chosen } = readHash(location.hash);
      if (chosenIn.has(name)) chosenIn.set(name, chosen);
      follow();
    },
  };
}
