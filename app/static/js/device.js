// A copy of answers that the server does not have yet, on this device, locked with a key that no script can read out.
// It is there only while something is not saved and in the first minute, and for a day at most.

const DAY = 24 * 60 * 60 * 1000;
const STORE = "copies";

const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

// Every tab has a copy of its own. It holds a lock for as long as it lives: what it leaves behind goes to one other tab.
const owned = (writer) => new Promise((done) => {
  navigator.locks.request(`bouwsteen ${writer}`, { ifAvailable: true }, (lock) => {
    done(lock !== null);
    return lock && new Promise(() => {});
  });
});

/**
 * Give the copy of a tab, under the name of the respondent and of the tab; null where the browser has no locked store:
 * over plain http, or in some private modes.
 */
export async function openCopy(name, writer) {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !navigator.locks) return null;
  try {
    const database = await opened();
    await owned(writer);
    return new Copy(database, name, writer);
  } catch {
    return null;
  }
}

/** Tell whether a tab of this respondent left a copy behind. */
export async function isLeft(name) {
  const database = await opened();
  const keys = await settled(database.transaction(STORE).objectStore(STORE).getAllKeys());
  database.close();
  return keys.some((key) => key.startsWith(`${name}.`));
}

function opened() {
  const opening = indexedDB.open("bouwsteen", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return settled(opening);
}

class Copy {
  #database;
  #name;
  #writer;
  #turn = Promise.resolve(); // one thing at a time, in order

  constructor(database, name, writer) {
    this.#database = database;
    this.#name = name;
    this.#writer = writer;
  }

  write(content) {
    const plain = new TextEncoder().encode(JSON.stringify(content));
    return this.#next(async () => {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
      await settled(this.#store("readwrite").put({ key, iv, locked, at: Date.now() }, this.#key));
    });
  }

  /** Give what a tab that is gone left behind, and go on under its name; null when there is nothing of today. */
  inherit() {
    return this.#next(async () => {
      for (const key of await settled(this.#store("readonly").getAllKeys())) {
        const [name, writer] = key.split(".");
        const left = await settled(this.#store("readonly").get(key));
        const old = Date.now() - left.at > DAY;
        if ((name !== this.#name && !old) || !(await owned(writer))) continue;
        if (old) {
          await settled(this.#store("readwrite").delete(key));
          continue;
        }
        await settled(this.#store("readwrite").delete(this.#key));
        this.#writer = writer;
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: left.iv }, left.key, left.locked);
        return JSON.parse(new TextDecoder().decode(plain));
      }
      return null;
    });
  }

  drop() {
    return this.#next(() => settled(this.#store("readwrite").delete(this.#key)));
  }

  get #key() {
    return `${this.#name}.${this.#writer}`;
  }

  #store(mode) {
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }

  #next(what) {
    this.#turn = this.#turn.then(what, what).catch(() => null);
    return this.#turn;
  }
}
