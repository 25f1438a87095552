// Keeps the page at hand where there is no network.
//
// Publishing writes two constants above: `version`, the hash of every file of the page, and
// `files`, their addresses. A version keeps its files in a cache of its own and asks the network
// for them once, when it is installed.

const prefix = `nsp-playground ${self.registration.scope} `;
const cacheName = prefix + version;

self.addEventListener("install", (event) => {
  const fresh = files.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(prefix) && name !== cacheName;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      // What a page of this version wants later, it finds here.
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") {
    event.respondWith(answer(event.request));
  }
});

// A waiting version takes over when the person at the page says so, never by itself.
self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});

async function answer(request) {
  const address = request.url.replace(/\/index\.html(?=$|[?#])/, "/");
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address, { ignoreSearch: true, ignoreVary: true });
  return kept ?? fetch(request);
}
