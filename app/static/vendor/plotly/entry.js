"use strict";
const Plotly = require("plotly.js/lib/core"); // scatter is part of the core
Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/box"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/histogram"),
  require("plotly.js/lib/scatterpolar"),
  require("plotly.js/lib/locales/nl"),
]);
module.exports = Plotly;
