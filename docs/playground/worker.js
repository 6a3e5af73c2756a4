// Python, away from the page's own thread, so that typing never waits for it.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL("./", import.meta.url);

const fetched = async (name) => {
  const response = await fetch(new URL(name, here));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
};

const bytes = async (name) => (await fetched(name)).arrayBuffer();

const unzipped = async (name) => {
  const { body } = await fetched(name);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

// Python begins with the memory of one that has started and imported the page. Its files are not
// in that memory, and are put beside it.
const start = async () => {
  const library = bytes("library.zip");
  const python = await loadPyodide({
    indexURL: new URL("pyodide/", here).href,
    _loadSnapshot: unzipped("memory.bin"),
  });
  python.unpackArchive(await library, "zip");
  return python.pyimport("page");
};

const page = start();
let atlas = null;

const loadAtlas = async () => {
  (await page).add_atlas(new Uint8Array(await bytes("atlas.bin")));
};

const answered = async ({ question }) => {
  const module = await page;
  if (question === null) return JSON.parse(module.known());
  if (question.atlas) {
    atlas ??= loadAtlas();
    await atlas.catch((error) => { atlas = null; throw error; });
  }
  return JSON.parse(module.answer(JSON.stringify(question)));
};

onmessage = async ({ data }) => {
  try {
    postMessage({ number: data.number, answer: await answered(data) });
  } catch (error) {
    postMessage({ number: data.number, failed: String(error) });
  }
};
