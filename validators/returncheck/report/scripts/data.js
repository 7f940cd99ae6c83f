/**
 * The data of the page: gzipped JSON, as base64 in an element that is never run.
 */

/** @typedef {Record<string, any>} Data what each part has, by its name */

/**
 * Read it.
 * @param {Document} page
 * @returns {Promise<Data>}
 */
export async function readData(page) {
  const text = (page.getElementById("data")?.textContent ?? "").trim();
  if (!text) return {};
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text());
}
