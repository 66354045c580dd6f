// Draws each chart again with ECharts, over its static drawing. Without this the page is complete.
"use strict";
for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const option = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const family = getComputedStyle(document.body).fontFamily;
  const place = figure.querySelector(".live");
  figure.classList.add("is-live");
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({ ...option, textStyle: { fontFamily: family } });
  new ResizeObserver(() => chart.resize()).observe(place);
}
