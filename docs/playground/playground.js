// The page: its fields make a question, Python answers it in a worker, and this shows the answer.

const at = (id) => document.getElementById(id);
const FIELDS = ["kind", "engine", "builder", "line", "file", "name", "dockerfile", "bases"];
const FIRST = {
  kind: "line",
  engine: "docker@28.5",
  builder: "",
  line: "docker run app",
  file: "",
  name: "",
  dockerfile: 'FROM scratch\nENTRYPOINT ["exec_entry", "p1_entry"]\nCMD ["exec_cmd", "p1_cmd"]\n',
  bases: "",
  atlas: false,
};
const STARTS = { line: "docker@28.5", compose: "compose@2.40", manifest: "kubernetes@1.35.1" };
const PAUSE = 15;
// A longer fragment is packed: what carries links about cuts those of some thousand characters.
const LONG = 1000;

const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let known = null;
let asked = 0;
let busy = false;
let again = false;
let timer = 0;
let version = 0;

const ask = (question) =>
  new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    worker.postMessage({ number: asked, question });
  });

worker.onmessage = ({ data }) => {
  const { resolve, reject } = waiting.get(data.number);
  waiting.delete(data.number);
  if (data.failed === undefined) resolve(data.answer);
  else reject(new Error(data.failed));
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message || "no worker"));
  waiting.clear();
};

const element = (name, text = "", className = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

const fill = (select, options, value) => {
  select.replaceChildren(...options.map(([key, text]) => new Option(text, key)));
  select.value = value;
  if (select.selectedIndex < 0 && options.length) select.selectedIndex = 0;
};

const read = () => {
  const state = Object.fromEntries(FIELDS.map((id) => [id, at(id).value]));
  return { ...state, atlas: at("atlas").checked };
};

const fillEngines = (kind, wanted) => {
  const keys = known.engines[kind].toReversed();
  const value = keys.includes(wanted) ? wanted : STARTS[kind];
  fill(at("engine"), keys.map((key) => [key, key]), value);
};

const write = (state) => {
  for (const id of FIELDS) if (id !== "engine" && id !== "name") at(id).value = state[id];
  if (!at("kind").value) at("kind").value = FIRST.kind;
  if (at("builder").selectedIndex < 0) at("builder").value = "";
  at("atlas").checked = state.atlas;
  fillEngines(at("kind").value, state.engine);
  fill(at("name"), [[state.name, state.name]], state.name);
  at("images").open = state.atlas || state.bases !== "";
  showKind();
};

const showKind = () => {
  const kind = at("kind").value;
  for (const field of document.querySelectorAll("[data-kind]")) {
    field.hidden = !field.dataset.kind.split(" ").includes(kind);
  }
  at("file-label").textContent = kind === "compose" ? "Compose file" : "Manifest";
  at("name-label").textContent = kind === "compose" ? "Service" : "Container";
};

// The fragment holds what differs from the page as it opens.
const fragment = (state) => {
  const told = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (value !== FIRST[key]) told.set(key, value === true ? "1" : value);
  }
  return told.toString();
};

const piped = async (bytes, through) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());

const packed = async (text) => {
  const bytes = await piped(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
  return `z=${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
};

const unpacked = async (letters) => {
  const text = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (letter) => letter.codePointAt(0));
  return new TextDecoder().decode(await piped(bytes, new DecompressionStream("deflate-raw")));
};

// The address follows the fields; of two changes in a row the later one stays.
const address = async () => {
  const mine = version;
  const told = fragment(read());
  const short = told.length > LONG ? await packed(told) : told;
  if (mine === version) history.replaceState(null, "", `#${short}`);
};

const fromFragment = async () => {
  let told = new URLSearchParams(location.hash.slice(1));
  if (told.has("z")) {
    try {
      told = new URLSearchParams(await unpacked(told.get("z")));
    } catch {
      tell("This link is cut: some of it is missing.");
    }
  }
  const state = { ...FIRST };
  for (const id of FIELDS) if (told.has(id)) state[id] = told.get(id);
  state.atlas = told.get("atlas") === "1";
  return state;
};

const quoted = (word) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const REFUSED = {
  build: "The builder refuses",
  create: "The engine refuses",
  start: "It does not start",
  request: "No answer",
};

const showSummary = (answer) => {
  const summary = at("summary");
  summary.className = answer.error ? "error" : answer.unknown ? "unknown" : "";
  at("place").hidden = !answer.error?.frame;
  at("place").textContent = answer.error?.frame ?? "";
  if (answer.error) {
    const { message, line, column, source, stage, hint } = answer.error;
    const where = line === undefined ? "" : ` (${source} line ${line}, column ${column})`;
    summary.replaceChildren(`${REFUSED[stage]}: ${message}${where}`);
    if (hint) summary.append(element("span", hint, "hint"));
  } else if (answer.unknown) {
    summary.replaceChildren(`not known: ${answer.unknown.join(", ")}`);
    summary.append(element("span", "Describe the base image, or tick the atlas.", "hint"));
  } else {
    summary.replaceChildren(answer.argv.map(quoted).join(" "));
  }
};

// Offsets count characters as Python does, not UTF-16 units.
const edited = (text, edits) => {
  const characters = [...text];
  for (const { start, end, text: put } of edits.toSorted((a, b) => b.start - a.start)) {
    characters.splice(start, end - start, put);
  }
  return characters.join("");
};

const field = (source) => {
  if (source === "Dockerfile") return "dockerfile";
  return source === "compose.yaml" || source === "<manifest>" ? "file" : null;
};

const isApplicable = (mend) =>
  mend.edits.every((edit) => edit.line !== undefined || field(edit.source ?? "") !== null);

const apply = (mend) => {
  for (const id of ["dockerfile", "file"]) {
    const edits = mend.edits.filter((edit) => edit.source && field(edit.source) === id);
    if (edits.length) at(id).value = edited(at(id).value, edits);
  }
  if (mend.typed !== undefined) at("line").value = mend.typed;
  at("answer").focus();
  edit();
  tell("Applied.");
};

const showMend = (mend) => {
  const shown = element("div", "", "mend");
  shown.append(element("pre", mend.text));
  shown.append(element("p", `then it starts: ${mend.then}`, "dim"));
  if (isApplicable(mend)) {
    const button = element("button", mend.safe ? "Apply" : "Apply (look at it first)");
    button.type = "button";
    button.addEventListener("click", () => apply(mend));
    shown.append(button);
  }
  return shown;
};

const showFinding = (finding) => {
  const shown = element("article", "", `finding ${finding.severity}`);
  const head = element("p");
  head.append(element("strong", `${finding.severity}: `), finding.message);
  shown.append(head, element("p", finding.code, "dim"));
  if (finding.frame) shown.append(element("pre", finding.frame, "place"));
  shown.append(...finding.mends.map(showMend));
  return shown;
};

const show = (answer) => {
  showSummary(answer);
  at("findings").replaceChildren(...answer.findings.map(showFinding));
  // Written by cmdresolve.render.html, which escapes every text.
  at("words").innerHTML = answer.html;
  at("matrix").innerHTML = answer.matrix;
  at("cell").hidden = !answer.matrix;
  if (answer.names.length) fill(at("name"), answer.names.map((x) => [x, x]), at("name").value);
};

const update = async () => {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const mine = version;
  try {
    show(await ask(read()));
  } catch (error) {
    at("summary").className = "error";
    at("summary").textContent = `The page failed: ${error.message}`;
  }
  busy = false;
  at("answer").setAttribute("aria-busy", String(version !== mine));
  if (again) {
    again = false;
    await update();
  }
};

const changed = () => {
  version += 1;
  at("answer").setAttribute("aria-busy", "true");
  address();
  clearTimeout(timer);
  timer = setTimeout(update, PAUSE);
};

const tell = (text) => {
  at("told").textContent = text;
};

const copyLink = async () => {
  try {
    await address();
    await navigator.clipboard.writeText(location.href);
    tell("Link copied.");
  } catch {
    tell("The browser allows no copying: take the link from the address bar.");
  }
};

// Another engine's program has another name; the rest of the line is the reader's.
const renameProgram = () => {
  const program = known.programs[at("engine").value];
  at("line").value = at("line").value.replace(/^(docker|podman)(?=\s|$)/, program);
};

// What was edited is no example any more, so that it can be chosen again.
const edit = () => {
  at("example").value = "";
  tell("");
  changed();
};

const listen = (examples) => {
  at("question").addEventListener("submit", (event) => event.preventDefault());
  at("question").addEventListener("input", (event) => {
    if (event.target.tagName !== "SELECT") edit();
  });
  at("question").addEventListener("change", (event) => {
    if (event.target.tagName !== "SELECT") return;
    if (event.target === at("kind")) {
      fillEngines(at("kind").value, "");
      showKind();
    }
    if (event.target === at("engine") && at("kind").value === "line") renameProgram();
    edit();
  });
  at("copy").addEventListener("click", copyLink);
  at("example").addEventListener("change", () => {
    const example = examples[Number(at("example").value)];
    if (at("example").value === "" || !example) return;
    write({ ...FIRST, ...example.state });
    changed();
  });
  window.addEventListener("hashchange", async () => {
    write(await fromFragment());
    edit();
  });
};

const listExamples = (examples) => {
  const groups = new Map();
  examples.forEach((example, place) => {
    if (!groups.has(example.group)) groups.set(example.group, element("optgroup"));
    groups.get(example.group).append(new Option(example.title, place));
  });
  for (const [label, group] of groups) {
    group.label = label;
    at("example").append(group);
  }
};

const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 }));

// A browser compiles what Python is made of when it is first run, which takes ten answers' time:
// so the examples are answered for nobody, until somebody asks something.
const warmUp = async (examples) => {
  const mine = version;
  for (const { state } of examples.filter((example) => !example.state.atlas)) {
    await idle();
    if (busy || version !== mine) return;
    await ask({ ...FIRST, ...state });
  }
};

const main = async () => {
  const examples = await (await fetch("examples.json")).json();
  listExamples(examples);
  known = await ask(null);
  fill(at("builder"), [["", "the engine’s own"], ...known.builders.map((x) => [x, x])], "");
  write(await fromFragment());
  listen(examples);
  await update();
  await warmUp(examples);
  // Some browsers keep nothing for a page; the answer is there all the same.
  await navigator.serviceWorker?.register("offline.js").catch(() => {
    tell("This browser keeps no copy of the page for later.");
  });
};

main().catch((error) => {
  at("summary").className = "error";
  at("summary").textContent = `The page failed: ${error.message}`;
});
