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

  const figures = [...document.querySelectorAll("figure.chart")];
  const drawAll = () => figures.forEach(draw);

  for (const figure of figures) {
    figure.querySelector("details")?.removeAttribute("open"); // first: an open table may make its chart too wide
    draw(figure);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => {
    for (const figure of figures) Plotly.relayout(figure.querySelector(".plot"), { width: PAPER, autosize: false });
  });
  addEventListener("afterprint", drawAll);
})();
