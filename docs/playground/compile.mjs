// Does what can be done before a reader comes, by the page's own Python:
// node compile.mjs FOLDER LIBRARY MEMORY EXAMPLES WHEEL… MODULE. All but FOLDER are names in it.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [folder, library, memory, examples, ...names] = [resolve(argv[2]), ...argv.slice(3)];
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide/pyodide.mjs")));
const load = (options) => loadPyodide({ indexURL: resolve(folder, "pyodide/"), ...options });

// An archive of what the page imports, compiled.
const compiler = await load({});
compiler.mountNodeFS("/site", folder);
compiler.FS.writeFile(
  "/home/pyodide/compiling.py",
  readFileSync(new URL("compiling.py", import.meta.url)),
);
const paths = (end) => names.filter((name) => name.endsWith(end)).map((name) => `/site/${name}`);
compiler.pyimport("compiling").pack(paths(".whl"), paths(".py"), `/site/${library}`);

// The memory of a Python that has started, and has answered the page's examples. The options for
// it are Pyodide's own and no promise to others, which is why its version is named in build.py.
const python = await load({ _makeSnapshot: true });
python.unpackArchive(new Uint8Array(readFileSync(resolve(folder, library))), "zip");
python.globals.set("examples", readFileSync(resolve(folder, examples), "utf8"));
python.runPython("import page; page.warm(examples); del examples");
writeFileSync(resolve(folder, memory), gzipSync(python.makeMemorySnapshot(), { level: 9 }));
