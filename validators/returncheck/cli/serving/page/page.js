// @ts-check
// The page of `returncheck ui`. Everything it shows comes from `state`; every text is
// put in as text.

/** @typedef {{name: string, bytes: number}} Named */
/** @typedef {Record<string, string>} Row */
/**
 * @typedef {object} Result
 * @property {number} code
 * @property {string=} headline
 * @property {string[]} said
 * @property {string[]} told
 */
/**
 * @typedef {object} State
 * @property {Named[]} files
 * @property {string | null} authority
 * @property {number | null} year
 * @property {string | null} kept
 * @property {{is_running: boolean, step: string, done: number, total: number, result: Result | null}} progress
 * @property {Named[]} outputs
 * @property {Row[]} queries
 * @property {number} queries_in_all
 */

const WAIT = 500;
const BEAT = 60_000;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/**
 * @param {string} tag
 * @param {string} [text]
 * @returns {any}
 */
function made(tag, text) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Ask the server; a refusal is an error whose message is one line.
 *
 * @param {string} path
 * @param {string} [method]
 * @param {BodyInit} [body]
 */
async function ask(path, method = "GET", body) {
  let answer;
  try {
    answer = await fetch(path, { method, body, cache: "no-store" });
  } catch {
    throw new Error("Returncheck does not answer any more. Start it again.");
  }
  if (!answer.ok) throw new Error((await answer.text()).trim() || "That did not work.");
  return answer.json();
}

let isOver = false;
let wasRunning = false;
let isFirst = true;

async function refresh() {
  if (isOver) return;
  /** @type {State} */
  let state;
  try {
    state = await ask("state");
  } catch (error) {
    tell("check-told", error);
    return;
  }
  show(state);
  if (state.progress.is_running) setTimeout(refresh, WAIT);
}

/** @param {string} place @param {unknown} error */
function tell(place, error) {
  byId(place).textContent = error instanceof Error ? error.message : "";
}

/** @param {State} state */
function show(state) {
  const { progress } = state;
  if (isFirst) {
    byId("authority").value = state.authority ?? "";
    byId("year").value = state.year ?? "";
    byId("kept").textContent = state.kept
      ? `Everything stays on this computer. Results are kept in ${state.kept}, files are erased at the end.`
      : "Everything stays on this computer, and all of it is erased at the end. Download what you want to keep.";
    isFirst = false;
  }
  showFiles(state);
  byId("check").disabled = progress.is_running || !state.files.length;
  byId("stop").hidden = !progress.is_running;
  byId("progress").hidden = !progress.is_running;
  const bar = byId("bar");
  if (progress.total > 1) {
    bar.max = progress.total;
    bar.value = progress.done;
  } else bar.removeAttribute("value");
  // Told to a screen reader only when it is another step.
  if (byId("step").textContent !== progress.step) byId("step").textContent = progress.step;
  showResult(state);
  if (wasRunning && !progress.is_running) {
    showQueries(state);
    byId("result-title").focus();
  }
  wasRunning = progress.is_running;
}

/** @param {State} state */
function showFiles(state) {
  const rows = state.files.map((file) => {
    const row = made("li", `${file.name} (${size(file.bytes)})`);
    const button = made("button", "Remove");
    button.type = "button";
    button.setAttribute("aria-label", `Remove ${file.name}`);
    button.disabled = state.progress.is_running;
    button.addEventListener("click", async () => {
      await ask(`files/${encoded(file.name)}`, "DELETE").catch((error) => tell("file-told", error));
      await refresh();
    });
    row.append(button);
    return row;
  });
  byId("files").replaceChildren(...rows);
}

/** @param {State} state */
function showResult(state) {
  const { result, is_running } = state.progress;
  byId("result").hidden = !result || is_running;
  if (!result) return;
  byId("headline").textContent = result.headline ?? "There is no result.";
  byId("told").replaceChildren(...result.told.map((line) => made("li", line)));
  byId("said").textContent = result.said.slice(1).filter((line) => !line.startsWith("Report: ")).join("\n");
  byId("given").hidden = !state.outputs.length;
  const links = state.outputs.map((file) => {
    const link = made("a", `${file.name} (${size(file.bytes)})`);
    link.href = `outputs/${encodeURIComponent(file.name)}`;
    link.download = file.name;
    const row = made("li");
    row.append(link);
    return row;
  });
  byId("outputs").replaceChildren(...links);
}

/** @param {State} state */
function showQueries(state) {
  byId("explain").hidden = !state.queries.length;
  const rows = state.queries.map((query, place) => {
    const row = made("tr");
    const of = query.child || query.figure;
    const input = made("input");
    input.setAttribute("aria-label", `Reason for ${query.rule}, ${of}`);
    input.dataset.place = String(place);
    const last = made("td");
    last.append(input);
    const sides = query.figure ? ` (${query.stated} and ${query.expected || "nothing"})` : "";
    row.append(made("td", query.rule), made("td", `${of}${sides}`), made("td", query.return), last);
    return row;
  });
  byId("queries").replaceChildren(...rows);
  byId("queries").queries = state.queries;
  const more = state.queries_in_all - state.queries.length;
  byId("more").textContent = more > 0 ? `${more} more are in queries-to-explain.csv.` : "";
}

/** @param {string} name */
const encoded = (name) => name.split("/").map(encodeURIComponent).join("/");

/** @param {[string, File][]} files */
async function send(files) {
  tell("file-told", null);
  for (const [name, file] of files) {
    const base = name.split("/").pop() ?? "";
    if (base.startsWith(".") || base.startsWith("~$") || base === "Thumbs.db") continue;
    try {
      const answer = await ask(`files/${encoded(name)}`, "PUT", file);
      if (answer.explanations !== null) {
        byId("file-told").textContent = `${answer.explanations} explanations were read from ${name}. Check again.`;
      }
    } catch (error) {
      tell("file-told", error);
    }
  }
  await refresh();
}

/**
 * The files of what was dropped, with the folders above them.
 *
 * @param {any} entry
 * @returns {Promise<[string, File][]>}
 */
async function filesOf(entry) {
  const name = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    return [[name, await new Promise((resolve, reject) => entry.file(resolve, reject))]];
  }
  const reader = entry.createReader();
  /** @type {[string, File][]} */
  const found = [];
  for (;;) {
    // A browser gives a hundred at a time.
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return found;
    for (const each of entries) found.push(...(await filesOf(each)));
  }
}

async function check() {
  tell("check-told", null);
  const whose = { authority: byId("authority").value, year: byId("year").value };
  try {
    await ask("check", "POST", JSON.stringify(whose));
    wasRunning = true;
  } catch (error) {
    tell("check-told", error);
  }
  await refresh();
}

async function saveReasons() {
  tell("reason-told", null);
  const { queries } = byId("queries");
  const by = byId("by").value.trim();
  const typed = [...byId("queries").querySelectorAll("input")].filter((input) => input.value.trim());
  if (!typed.length) return tell("reason-told", new Error("No reason is typed. Type one."));
  if (!by) {
    byId("by").focus();
    return tell("reason-told", new Error("A reason needs a name. Type yours."));
  }
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const reasons = typed.map((input) => ({
    ...queries[Number(input.dataset.place)],
    reason: input.value.trim(),
    by,
    date,
  }));
  try {
    await ask("reasons", "POST", JSON.stringify({ reasons }));
  } catch (error) {
    return tell("reason-told", error);
  }
  return check();
}

async function end() {
  try {
    await ask("end", "POST");
  } catch (error) {
    tell("check-told", error);
    return;
  }
  isOver = true;
  document.querySelector("main")?.remove();
  document.querySelector("footer")?.remove();
  byId("kept").textContent = "";
  byId("over").textContent = "Ended. The files are erased; this window can be closed.";
  byId("over").hidden = false;
  byId("over").focus();
}

function start() {
  const drop = byId("drop");
  // Beside the area too: else the browser would leave the page for the file.
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => event.preventDefault());
  }
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (/** @type {DragEvent} */ event) => {
    drop.classList.remove("over");
    const items = [...(event.dataTransfer?.items ?? [])];
    const entries = items.map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = [];
    for (const entry of entries) files.push(...(await filesOf(entry)));
    await send(files);
  });
  for (const id of ["choose", "choose-folder"]) {
    byId(id).addEventListener("change", async () => {
      const files = [...byId(id).files];
      await send(files.map((file) => [file.webkitRelativePath || file.name, file]));
      byId(id).value = "";
    });
  }
  byId("form").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    check();
  });
  byId("stop").addEventListener("click", async () => {
    await ask("stop", "POST").catch((error) => tell("check-told", error));
    wasRunning = false;
    await refresh();
  });
  byId("save").addEventListener("click", saveReasons);
  byId("end").addEventListener("click", end);
  // While the page is open somebody is there.
  setInterval(() => isOver || fetch("state", { cache: "no-store" }).catch(() => null), BEAT);
  refresh();
}

start();
