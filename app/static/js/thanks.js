// The own profile on paper or in a file of the reader's own: nothing of it leaves the device.

const tools = document.querySelector("[data-tools]");
const kept = () =>
  [...document.querySelectorAll("[data-keep]")]
    .map((part) => (part.value ?? part.innerText).trim())
    .filter(Boolean)
    .join("\n\n");

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${kept()}\n`], { type: "text/plain;charset=utf-8" }));
  link.download = tools.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

tools.querySelector("[data-print]").addEventListener("click", () => print());
tools.querySelector("[data-save]").addEventListener("click", save);
tools.hidden = false;
