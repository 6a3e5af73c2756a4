// Python, away from the page's own thread, so that typing never waits for it.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL("./", import.meta.url);

const bytes = async (name) => {
  const response = await fetch(new URL(name, here));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.arrayBuffer();
};

const start = async () => {
  const library = bytes("library.zip");
  const python = await loadPyodide({ indexURL: new URL("pyodide/", here).href });
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
