// Puts buttons beside what one wants to take along: a table that is copied or saved as it stands, and the page over the
// whole screen. The texts come from <template id="tools">; without JavaScript there are no such buttons.
(() => {
  "use strict";

  const tools = document.getElementById("tools");
  if (!tools) return;

  const piece = (name) => tools.content.querySelector(`[data-tool="${name}"]`).cloneNode(true);

  function words(cell) {
    const copy = cell.cloneNode(true);
    for (const part of copy.querySelectorAll("svg")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function grid(table) {
    return [...table.rows].map((row) =>
      [...row.cells].flatMap((cell) => [words(cell), ...Array(cell.colSpan - 1).fill("")]),
    );
  }

  // A field that begins like a formula gets an apostrophe: a spreadsheet shall show it, not compute it.
  const plain = (text) => (/^[=+@\t]|^-(?![\d.,])/.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${plain(text).replaceAll('"', '""')}"`;

  function save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function copy(table, button) {
    const lines = grid(table).map((row) => row.map(plain).join("\t")).join("\n");
    await navigator.clipboard.writeText(lines);
    button.textContent = button.dataset.done;
  }

  function title(table) {
    const heading = table.closest("section, main")?.querySelector("h1, h2");
    return `${document.querySelector("h1").textContent} ${heading?.textContent ?? ""}`.trim().replace(/[^\p{L}\p{N}]+/gu, "-");
  }

  const separator = document.documentElement.lang === "en" ? "," : ";";

  for (const table of document.querySelectorAll("main table:not(.plain-table)")) {
    const row = piece("table");
    row.querySelector("[data-copy]").addEventListener("click", (event) => copy(table, event.currentTarget));
    row.querySelector("[data-save]").addEventListener("click", () =>
      save(`${title(table)}.csv`, grid(table).map((line) => line.map(quoted).join(separator)).join("\r\n")),
    );
    (table.closest(".scroll") ?? table).after(row);
  }

  if (document.fullscreenEnabled) {
    const button = piece("screen");
    button.addEventListener("click", () =>
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
    );
    document.querySelector(".path")?.append(button);
    addEventListener("fullscreenchange", () => {
      const whole = Boolean(document.fullscreenElement);
      document.documentElement.classList.toggle("whole-screen", whole);
      button.textContent = whole ? button.dataset.back : button.dataset.there;
    });
  }
})();
