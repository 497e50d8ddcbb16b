// Draws every <figure class="chart">: its JSON is a figure of plotly in which colours and the font are the names of
// custom properties of the style sheet. Drawn anew when the colour scheme changes, and at the width of the paper.
(() => {
  "use strict";

  const CONFIG = {
    displaylogo: false,
    displayModeBar: false,
    locale: document.documentElement.lang,
    plotlyServerURL: "",
    responsive: true,
    showSendToCloud: false,
  };
  const PAPER = 640; // pixels: fits on A4 between its margins
  const PICTURE = { width: 900, scale: 3, line: 78 }; // pixels, for slides and reports; characters in a line of its title
  const PROPERTY = /^var\((--[a-z0-9-]+)\)$/;

  function filled(value, style) {
    if (typeof value === "string") {
      const name = PROPERTY.exec(value);
      return name ? style.getPropertyValue(name[1]).trim() : value;
    }
    if (Array.isArray(value)) return value.map((part) => filled(part, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part, style)]));
    }
    return value;
  }

  function draw(figure) {
    const drawing = JSON.parse(figure.querySelector("script").textContent);
    const { data, layout } = filled(drawing, getComputedStyle(document.documentElement));
    const plot = figure.querySelector(".plot");
    plot.hidden = false;
    for (const key of figure.querySelectorAll(".key")) key.hidden = false;
    plot.style.minHeight = `${layout.height}px`;
    return Plotly.react(plot, data, layout, CONFIG);
  }

  function lines(text) {
    const parts = [""];
    for (const word of text.trim().split(/\s+/)) {
      if ((parts.at(-1) + word).length > PICTURE.line) parts.push("");
      parts[parts.length - 1] += `${word} `;
    }
    return parts.map((part) => part.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  }

  // What the two kinds of marks stand for.
  function key(figure) {
    const parts = [...(figure.querySelector(".key")?.childNodes ?? [])];
    return parts.map((part) => (part.nodeName !== "I" ? part.textContent : part.classList.contains("open") ? "\u25cb " : "\u25cf ")).join("").trim();
  }

  // Which unit and measurement a picture is of, and that it is made up where it is.
  function source() {
    const parts = ["h1", ".measurement", ".synthetic"].map((part) => document.querySelector(part)?.textContent.replace(/\s+/g, " ").trim());
    return parts.filter(Boolean).join(" \u00b7 ");
  }

  // A picture is for paper: its colours are those of the light scheme, and its finding stands above it.
  function save(figure, format) {
    const paper = document.createElement("div");
    paper.className = "on-paper";
    document.body.append(paper);
    const { data, layout } = filled(JSON.parse(figure.querySelector("script").textContent), getComputedStyle(paper));
    paper.remove();
    const title = lines(figure.querySelector("h3").textContent);
    const measure = [figure.querySelector(".measure").firstChild.textContent, key(figure), source()].filter(Boolean).flatMap(lines);
    const room = 24 * title.length + 20 * measure.length + 32;
    const top = (layout.margin?.t ?? 28) + room;
    const picture = {
      ...layout,
      width: PICTURE.width,
      height: layout.height + room,
      margin: { ...layout.margin, t: top },
      paper_bgcolor: "#ffffff",
      title: {
        text: title.join("<br>"),
        subtitle: { text: measure.join("<br>"), font: { size: 13 } },
        font: { size: 18 },
        x: 0,
        xref: "paper",
        xanchor: "left",
        y: 1,
        yref: "container",
        yanchor: "top",
        pad: { t: 14 + 4 * measure.length }, // the lines below push it up
      },
    };
    const filename = `${document.querySelector("h1").textContent} ${title.join(" ")}`.trim().replace(/[^\p{L}\p{N}]+/gu, "-");
    const { width, height } = picture;
    return Plotly.downloadImage({ data, layout: picture, config: CONFIG }, { format, filename, width, height, scale: format === "png" ? PICTURE.scale : 1 });
  }

  function offer(figure) {
    const row = document.getElementById("tools")?.content.querySelector('[data-tool="chart"]').cloneNode(true);
    if (!row) return;
    for (const button of row.querySelectorAll("button")) {
      button.addEventListener("click", () => save(figure, button.dataset.save));
    }
    figure.append(row);
  }

  const figures = [...document.querySelectorAll("figure.chart")];
  const drawAll = () => figures.forEach(draw);

  for (const figure of figures) {
    figure.querySelector("details")?.removeAttribute("open"); // first: an open table may make its chart too wide
    draw(figure);
    offer(figure);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    for (const figure of figures) Plotly.relayout(figure.querySelector(".plot"), { width: PAPER, autosize: false });
  });
  addEventListener("afterprint", drawAll);
})();
