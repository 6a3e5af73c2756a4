// Has the page's own Python compile what it imports: node compile.mjs FOLDER OUT WHEEL… MODULE.
// All but FOLDER are names in it.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const [folder, out, ...names] = [resolve(argv[2]), ...argv.slice(3)];
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide/pyodide.mjs")));
const python = await loadPyodide({ indexURL: resolve(folder, "pyodide/") });
python.mountNodeFS("/site", folder);
python.FS.writeFile(
  "/home/pyodide/compiling.py",
  readFileSync(new URL("compiling.py", import.meta.url)),
);
const paths = (end) => names.filter((name) => name.endsWith(end)).map((name) => `/site/${name}`);
python.pyimport("compiling").pack(paths(".whl"), paths(".py"), `/site/${out}`);
