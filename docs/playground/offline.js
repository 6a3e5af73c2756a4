// Keeps every file of the page, so that it opens again without a network.
// VERSION is written by build.py: other files, another cache.
const CACHE = "cmdresolve-VERSION";

const keep = async () => {
  const cache = await caches.open(CACHE);
  const names = await (await fetch("files.json", { cache: "no-cache" })).json();
  await cache.addAll(names.map((name) => new Request(name, { cache: "no-cache" })));
};

const forget = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("cmdresolve-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
};

const found = async (request) => {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
};

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("fetch", (event) => event.respondWith(found(event.request)));
