// A copy of answers that the server does not have yet, on this device, locked with a key that no script can read out.
// It is there only while something is not saved, and for a day at most.

const DAY = 24 * 60 * 60 * 1000;
const STORE = "copies";

const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

/** Give the copy with this name, or null where the browser has no locked store: over plain http, or in private mode. */
export async function openCopy(name) {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return null;
  try {
    const opening = indexedDB.open("bouwsteen", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return new Copy(await settled(opening), name);
  } catch {
    return null;
  }
}

class Copy {
  #database;
  #name;
  #turn = Promise.resolve(); // one thing at a time, in order

  constructor(database, name) {
    this.#database = database;
    this.#name = name;
  }

  write(content) {
    const plain = new TextEncoder().encode(JSON.stringify(content));
    return this.#next(async () => {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
      await settled(this.#store("readwrite").put({ key, iv, locked, at: Date.now() }, this.#name));
    });
  }

  /** Take out what was left behind; null when there is nothing, or nothing of today. */
  take() {
    return this.#next(async () => {
      const kept = await settled(this.#store("readonly").get(this.#name));
      await settled(this.#store("readwrite").delete(this.#name));
      if (!kept || Date.now() - kept.at > DAY) return null;
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, kept.key, kept.locked);
      return JSON.parse(new TextDecoder().decode(plain));
    });
  }

  drop() {
    return this.#next(() => settled(this.#store("readwrite").delete(this.#name)));
  }

  #store(mode) {
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }

  #next(what) {
    this.#turn = this.#turn.then(what, what).catch(() => null);
    return this.#turn;
  }
}
