// The questionnaire in a browser with scripts: on a phone one question after the other, on a wider screen a part at a
// time; what is answered is kept within two seconds, and everything is handed in at once. Without this file the same
// pages work one by one. The server's side is app/answering/sending.py.

const client = Object.assign(...JSON.parse(document.getElementById("client").textContent)); // one's own, and everybody's
const form = document.querySelector("main form");
const main = document.querySelector("main");
const csrf = form.elements.csrf.value;
const { texts } = client;

const KEEP_AFTER = 1200; // milliseconds after the first change that was not kept yet
const ADVANCE_AFTER = 250; // milliseconds to see what one tapped
const PATIENCE = 15_000; // milliseconds for one request
const LONGEST_WAIT = 60; // seconds between two tries
const YOUNG = 60_000; // milliseconds in which a browser that is killed can still lose the cookies it was given

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const byId = (id) => document.getElementById(id);
const copyOf = (id) => byId(id).content.cloneNode(true).firstElementChild;

// ---- What was answered ----------------------------------------------------------------------------------------------

const answers = new Map(Object.entries(client.answers));
let writer = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const touched = new Set(); // what was answered in this page
const unsaved = new Set(); // what was answered here and is not kept by the server yet
let count = 0; // how manieth copy this is
let seen = client.seen; // the mark of what the server kept, as this page knows it
let dirty = false; // whether something is here that the server does not have
let over = false; // whether everything was handed in, or no more is taken
let undecided = false; // whether somebody must choose between two sets of answers first

const questions = () => [...form.querySelectorAll(".question")];
const codeOf = (question) => question.dataset.code;
const isAnswered = (question) => question.dataset.kind !== "statement" || answers.has(codeOf(question));

function fill(root = form) {
  for (const field of root.querySelectorAll(".question input")) field.checked = answers.get(field.name) === field.value;
  for (const field of root.querySelectorAll(".question textarea")) {
    if (answers.has(field.name)) field.value = answers.get(field.name);
  }
}

function answer(code, value) {
  if (answers.get(code) === value) return;
  answers.set(code, value);
  touched.add(code);
  unsaved.add(code);
  dirty = true;
  saved("");
  showProgress();
  device?.write(copy());
  keepSoon();
}

const copy = () => ({ answers: Object.fromEntries(answers), writer, count, seen, saved: !dirty });

function body(more = {}) {
  return new URLSearchParams({ ...Object.fromEntries(answers), csrf, writer, count: String(count), seen, at: partNumber(), ...more });
}

// ---- Keeping them ---------------------------------------------------------------------------------------------------

let timer = 0;
let tries = 0;
let busy = false;

function keepSoon(after = KEEP_AFTER) {
  if (!timer) timer = setTimeout(keep, after);
}

const nextWait = () => Math.min(2 ** tries++, LONGEST_WAIT) * 1000 * (0.75 + Math.random() / 2);

async function keep() {
  clearTimeout(timer);
  timer = 0;
  if (!dirty || over || undecided || busy) return;
  busy = true;
  const outcome = await sendCopy();
  busy = false;
  if (outcome === "kept") {
    tries = 0;
    if (dirty) keepSoon();
    else letGo();
  } else if (outcome === "again") {
    keepSoon(nextWait());
  }
}

// The server has it all. The copy on the device goes once the browser has surely written down its cookies: without them
// it cannot open what the server has.
function letGo() {
  const young = YOUNG - performance.now();
  if (young <= 0) return device?.drop();
  device?.write(copy());
  setTimeout(() => dirty || device?.drop(), young);
}

// Send what is there; say "kept", "again" (later) or "stopped". An answer counts only with the mark that we sent along:
// a hotel's network answers everything with a page of its own.
async function sendCopy() {
  count += 1;
  dirty = false;
  const sent = body();
  let response, told;
  try {
    response = await post("/answer/keep", sent);
    told = await read(response);
  } catch {
    return notKept();
  }
  if (told.kept?.startsWith(`${writer}.`)) {
    seen = told.kept;
    for (const code of unsaved) if (sent.get(code) === answers.get(code)) unsaved.delete(code);
    if (!dirty) saved(texts.kept);
    quiet();
    if (Object.keys(told.problems).length) trouble(texts.refused);
    return "kept";
  }
  if (told.submitted) return leaveTo("/answer/done?late=1");
  if (told.conflict !== undefined) return settle(told);
  if (told.error) return stopped(told.error);
  return notKept();
}

function post(address, sent) {
  return fetch(address, {
    method: "POST", body: sent, keepalive: true, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
}

async function read(response) {
  const text = await response.text();
  if (response.headers.get("content-type")?.startsWith("application/json")) return JSON.parse(text);
  const error = /<main [^>]*data-error="(\w+)"/.exec(text)?.[1];
  return response.status < 500 && error ? { error } : { text };
}

function notKept() {
  dirty = true;
  trouble(`${texts.waiting} ${device ? texts.on_device : texts.on_page}`);
  return "again";
}

function stopped(error) {
  dirty = true;
  over = error === "DeadLink";
  undecided = true;
  form.inert = over;
  trouble(over ? texts.closed : texts.reopen);
  return "stopped";
}

function leaveTo(address) {
  over = true;
  device?.drop();
  location.assign(address);
  return "stopped";
}

// Another tab or device kept something that this page never saw. What was changed only there comes along; only where
// both answered, and not alike, somebody must choose.
function settle({ conflict, elsewhere, answers: others }) {
  const given = (value) => value && value !== "skipped";
  const differing = Object.keys(others).filter(
    (code) => unsaved.has(code) && given(others[code]) && given(answers.get(code)) && answers.get(code) !== others[code],
  );
  for (const [code, value] of Object.entries(others)) {
    if (!given(answers.get(code)) || (given(value) && !unsaved.has(code))) answers.set(code, value);
  }
  dirty = true;
  if (!elsewhere && differing.length === 0) {
    seen = conflict;
    fill();
    return "again";
  }
  undecided = true;
  const box = ask("conflict");
  box.querySelector("ul").append(...linksTo(questions().filter((question) => differing.includes(codeOf(question)))));
  for (const button of box.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      box.remove();
      undecided = false;
      if (button.dataset.choice === "there") {
        if (elsewhere) return leaveTo("/answer/resume");
        for (const code of differing) answers.set(code, others[code]);
        fill();
      }
      seen = conflict;
      keepSoon(0);
    });
  }
  return "stopped";
}

addEventListener("online", () => { tries = 0; keepSoon(0); });
addEventListener("pagehide", leaving);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leaving());

function leaving() {
  if (!dirty || over || undecided) return;
  busy = false; // this copy is newer than the one that is on its way: the server sees that by its count
  keep();
}

// ---- What is said ---------------------------------------------------------------------------------------------------

const saved = (text) => { byId("saved").textContent = text; };

function quiet() { byId("trouble-box")?.remove(); }

function trouble(text) {
  saved("");
  if (byId("trouble-box")?.textContent.trim() === text) return;
  quiet();
  const box = copyOf("trouble");
  box.id = "trouble-box";
  box.querySelector("p").textContent = text;
  form.before(box);
}

function ask(template) {
  byId(`${template}-box`)?.remove();
  const box = copyOf(template);
  box.id = `${template}-box`;
  form.before(box);
  box.scrollIntoView({ block: "nearest" });
  box.focus();
  return box;
}

// ---- Going through the questions ------------------------------------------------------------------------------------

const narrow = matchMedia("(max-width: 47.99rem)");
let steps = []; // lists of questions that are shown together
let place = 0;

const partOf = (question) => question.closest(".part");
const current = () => steps[place] ?? [];
const partNumber = () => partOf(current()[0] ?? questions()[0]).dataset.part;

function makeSteps(code) {
  const all = questions();
  steps = narrow.matches ? all.map((question) => [question]) : parts().map((part) => [...part.querySelectorAll(".question")]);
  place = Math.max(0, steps.findIndex((step) => step.some((question) => codeOf(question) === code)));
  main.classList.toggle("one-by-one", narrow.matches);
}

const parts = () => [...form.querySelectorAll(".part")];

function show() {
  const shown = new Set(current());
  for (const part of parts()) part.hidden = part.dataset.part !== partNumber();
  for (const question of questions()) question.hidden = !shown.has(question);
  main.classList.toggle("opening", current()[0] === partOf(current()[0]).querySelector(".question"));
  main.dataset.state = `part-${partNumber()}`;
  form.action = `/answer/${partNumber()}`;
  document.title = `${client.parts[partNumber() - 1]}: ${partOf(current()[0]).querySelector("h1").textContent} - Bouwsteen`;
  showButtons();
  showProgress();
}

function go(to) {
  if (to < 0 || to >= steps.length) return;
  const before = partNumber();
  place = to;
  const depth = (history.state?.depth ?? 0) + 1;
  history.pushState({ code: codeOf(current()[0]), depth }, "", `/answer/${partNumber()}`);
  arrive(before);
}

function arrive(before) {
  byId("missing-box")?.remove();
  show();
  scrollTo(0, 0);
  if (partNumber() !== before) say(byId("how-far").labels[0].textContent);
  focusOn(firstOpen(current()) ?? current()[0]);
}

const firstOpen = (asked) => asked.find((question) => !answers.has(codeOf(question)));

const say = (text) => { byId("said").textContent = text; };

function focusOn(question) {
  const field = question.dataset.kind === "writing" ? question.querySelector("textarea") : question;
  field.focus({ preventScroll: true });
  if (question !== current()[0]) question.scrollIntoView({ block: "center" });
}

async function next({ skip = false } = {}) {
  clearTimeout(advancing);
  const open = current().filter((question) => !isAnswered(question));
  if (open.length && (skip || narrow.matches)) for (const question of open) answer(codeOf(question), "skipped");
  else if (open.length) return pointAt(open);
  if (place + 1 < steps.length) return go(place + 1);
  if (!complete) {
    say(texts.waiting);
    await loaded;
    return place + 1 < steps.length ? go(place + 1) : undefined;
  }
  const passed = questions().filter((question) => !isAnswered(question));
  if (!passed.length) return submit();
  go(steps.findIndex((step) => step.includes(passed[0])));
  pointAt(current().filter((question) => !isAnswered(question)));
}

function previous() {
  if (history.state?.depth) history.back();
  else go(place - 1);
}

function pointAt(open) {
  const box = ask("missing");
  box.querySelector("h2").textContent = client.missing[open.length - 1];
  box.querySelector("ul").append(...linksTo(open));
  box.querySelector("button").addEventListener("click", () => next({ skip: true }));
}

function linksTo(asked) {
  return asked.map((question) => {
    const link = document.createElement("a");
    link.href = `#${question.querySelector("input, textarea").id}`;
    link.textContent = question.querySelector("legend, .legend").textContent;
    const line = document.createElement("li");
    line.append(link);
    return line;
  });
}

const primary = form.querySelector(".actions .button:not([name])");
const back = form.querySelector(".actions [name=back]");

function showButtons() {
  const last = complete && place === steps.length - 1;
  const skipping = narrow.matches && !current().every(isAnswered);
  primary.textContent = last ? texts.send : skipping ? texts.skip : texts.next;
  primary.classList.toggle("quiet", skipping);
  back.hidden = place === 0;
  form.querySelector(".actions [name=skip]")?.remove();
}

// Time is counted down by what was answered since the page came; the server made the estimate it begins with.
const wasOpen = new Map();

function secondsLeft() {
  const done = questions().filter((question) => wasOpen.get(codeOf(question)) && answers.has(codeOf(question)));
  return client.left - done.reduce((sum, question) => sum + client.seconds[question.dataset.kind], 0);
}

function showProgress() {
  const left = secondsLeft();
  const minutes = Math.min(Math.max(1, Math.round(left / 60)), client.minutes.length);
  const bar = byId("how-far");
  bar.labels[0].textContent = `${client.parts[partNumber() - 1]} - ${client.minutes[minutes - 1]}`;
  bar.value = bar.max - left;
  if (steps.length) showButtons();
}

// ---- Hands ----------------------------------------------------------------------------------------------------------

let advancing = 0;

form.addEventListener("change", ({ target }) => target.type === "radio" && answer(target.name, target.value));
form.addEventListener("input", ({ target }) => {
  if (target.tagName !== "TEXTAREA") return;
  answer(target.name, target.value);
  byId(`${target.id}-left`).textContent = `${target.value.length} / ${target.maxLength}`;
});

form.addEventListener("click", (event) => {
  const option = event.target.closest?.(".option");
  if (!option || !event.detail || !narrow.matches) return; // by key nothing moves on by itself
  const here = place;
  clearTimeout(advancing);
  advancing = setTimeout(() => here === place && place + 1 < steps.length && next(), ADVANCE_AFTER);
});

form.addEventListener("submit", async (event) => {
  const { submitter } = event;
  event.preventDefault();
  if (submitter?.name === "language") return switchLanguage(submitter);
  return submitter?.name === "back" ? previous() : next();
});

// The language changes with a page of the server; what is here goes there first.
async function switchLanguage(button) {
  if (!navigator.onLine) return trouble(texts.offline);
  await keep();
  if (dirty) return;
  sessionStorage.setItem("place", codeOf(current()[0]));
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  form.append(field);
  form.submit();
}

// Keys work where the focus is: on the question itself or one of its answers.
form.addEventListener("keydown", (event) => {
  const question = event.target.closest?.(".question");
  if (!question || question.dataset.kind === "writing" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    afterKey(question);
    return;
  }
  const field = fieldFor(question, event.key);
  if (!field) return;
  event.preventDefault();
  field.checked = true;
  answer(field.name, field.value);
  if (question.querySelectorAll("input").length <= 6) afterKey(question);
  else field.focus();
});

function fieldFor(question, key) {
  const ten = key === "0" && question.querySelector("input:checked")?.value === "1" && question.querySelector("input[value='10']");
  if (ten) return ten;
  const dontKnow = key === "?" || (key === "0" && !question.querySelector("input[value='0']"));
  return question.querySelector(`input[value="${dontKnow ? "unknown" : CSS.escape(key)}"]`);
}

function afterKey(question) {
  const here = current();
  const following = here[here.indexOf(question) + 1];
  if (following) {
    focusOn(following);
  } else if (narrow.matches) {
    next();
  } else {
    primary.focus();
  }
}

// A link of a summary leads to a question that is perhaps not shown now.
main.addEventListener("click", (event) => {
  const goal = event.target.closest?.(".problem a[href^='#']") && byId(event.target.getAttribute("href").slice(1));
  const to = goal ? steps.findIndex((step) => step.includes(goal.closest(".question"))) : -1;
  if (to < 0 || to === place) return;
  event.preventDefault();
  go(to);
});

addEventListener("popstate", ({ state }) => {
  const before = partNumber();
  const to = steps.findIndex((step) => step.some((question) => codeOf(question) === state?.code));
  if (to < 0) return;
  place = to;
  arrive(before);
});

narrow.addEventListener("change", () => {
  if (over) return;
  makeSteps(codeOf(current()[0]));
  show();
});

// ---- Handing in -----------------------------------------------------------------------------------------------------

async function submit() {
  if (over || undecided) return;
  clearTimeout(timer);
  byId("missing-box")?.remove();
  form.inert = true;
  for (tries = 0; ; await wait(nextWait())) {
    count += 1;
    try {
      const response = await post("/answer/submit", body({ skip: "1" }));
      const told = await read(response);
      if (told.conflict !== undefined) {
        form.inert = false;
        if (settle(told) === "stopped") return;
        continue;
      }
      if (told.error) return stopped(told.error);
      if (/<main [^>]*data-state="(submitted|part-)/.test(told.text ?? "")) return turnPage(told.text);
    } catch {
      // no connection: once more
    }
    trouble(texts.sending);
  }
}

function turnPage(text) {
  const done = text.includes('data-state="submitted"');
  over = true;
  device?.drop();
  if (done) history.replaceState(null, "", "/answer/done");
  document.open();
  document.write(text);
  document.close();
}

// ---- Letters and contrast -------------------------------------------------------------------------------------------

const SIZES = ["normal", "large", "larger"];
const look = { size: "normal", contrast: "normal", ...JSON.parse(localStorage.getItem("look") ?? "{}") };

function applyLook() {
  Object.assign(document.documentElement.dataset, look);
  byId("look").hidden = false;
  byId("look").querySelector("[data-look=contrast]").setAttribute("aria-pressed", String(look.contrast === "more"));
}

byId("look").addEventListener("click", ({ target }) => {
  const at = SIZES.indexOf(look.size);
  if (target.dataset.look === "larger") look.size = SIZES[Math.min(at + 1, SIZES.length - 1)];
  if (target.dataset.look === "smaller") look.size = SIZES[Math.max(at - 1, 0)];
  if (target.dataset.look === "contrast") look.contrast = look.contrast === "more" ? "normal" : "more";
  localStorage.setItem("look", JSON.stringify(look));
  applyLook();
});

// ---- A shared computer ----------------------------------------------------------------------------------------------

let idleTimer = 0;

function stayAwake() {
  clearTimeout(idleTimer);
  byId("awake-box")?.remove();
  idleTimer = setTimeout(askWhetherAwake, (client.idle - 60) * 1000);
}

function askWhetherAwake() {
  ask("awake").querySelector("button").addEventListener("click", stayAwake);
  idleTimer = setTimeout(() => document.querySelector("form[action$='/forget']").submit(), 60_000);
}

// ---- Beginning ------------------------------------------------------------------------------------------------------

let device = null; // the copy on this device, where the browser can lock it
let complete = false; // whether all questions are here

const adopt = (template) => {
  const here = partNumber();
  const given = [...template.content.querySelectorAll(".part")];
  const own = form.querySelector(".part");
  own.before(...given.filter((part) => Number(part.dataset.part) < Number(here)));
  own.after(...given.filter((part) => Number(part.dataset.part) > Number(here)));
};

async function loadAll() {
  for (let failed = 0; ; failed += 1) {
    try {
      const response = await fetch(client.questions, { signal: AbortSignal.timeout(PATIENCE) });
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      if (template.content.querySelectorAll(".part").length !== client.parts.length) throw new Error("not our questions");
      const code = codeOf(current()[0]);
      adopt(template);
      complete = true;
      prepare();
      makeSteps(code);
      show();
      return;
    } catch {
      await wait(Math.min(2 ** failed, LONGEST_WAIT) * 1000);
    }
  }
}

function prepare() {
  fill();
  for (const question of questions()) {
    if (question.tagName === "FIELDSET") question.tabIndex = -1;
    if (!wasOpen.has(codeOf(question))) wasOpen.set(codeOf(question), !answers.has(codeOf(question)));
  }
}

async function openDevice() {
  if (client.idle !== null) return; // others use this computer: nothing stays on it
  const { openCopy } = await import(client.device);
  device = await openCopy(client.copy, writer);
  if (dirty) device?.write(copy());
  const left = await device?.inherit();
  if (!left) return;
  if (left.saved && client.seen) return device.drop();
  // Go on as the tab that left this behind, so that the server knows what it has seen of it.
  for (const [code, value] of Object.entries(left.answers)) if (!touched.has(code)) answers.set(code, value);
  ({ writer } = left);
  if (!left.saved) ({ seen } = left);
  count = Math.max(count, left.count);
  dirty = true;
  device.write(copy());
  fill();
  if (!client.seen && !touched.size) makeSteps(codeOf(questions().find((question) => !isAnswered(question)) ?? current()[0]));
  show();
  keepSoon(0);
}

function begin() {
  prepare();
  const before = sessionStorage.getItem("place") ?? history.state?.code;
  sessionStorage.removeItem("place");
  const own = questions();
  const start = form.querySelector(".asks") ?? own.find((question) => codeOf(question) === before) ?? firstOpen(own) ?? own[0];
  makeSteps(codeOf(start));
  history.replaceState({ depth: 0, ...history.state, code: codeOf(current()[0]) }, "");
  applyLook();
  for (const text of document.querySelectorAll(".unscripted")) text.remove();
  for (const text of document.querySelectorAll(".scripted, .keys")) text.hidden = false;
  show();
  if (!narrow.matches && !document.querySelector("[autofocus]")) focusOn(form.querySelector(".asks") ?? firstOpen(current()) ?? start);
  if (client.idle !== null) {
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, stayAwake);
    stayAwake();
  }
}

begin();
const loaded = loadAll();
openDevice();
