"use strict";
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) continue;
  const heads = [...table.tHead.rows[0].cells];
  const rank = { C: 4, H: 3, M: 2, L: 1, critical: 4, high: 3, medium: 2, low: 1, "–": 0, "": -1 };
  const value = (text) => {
    const word = text.trim();
    const risk = rank[word.replace("?", "")];
    if (risk !== undefined) return risk - (word.endsWith("?") ? 0.5 : 0);
    const number = word.match(/^[A-Z]?(\d+(?:\.\d+)?)/);
    return number ? Number(number[1]) : NaN;
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [row.cells[at].textContent, row]);
      rows.sort(([a], [b]) => {
        const [x, y] = [value(a), value(b)];
        return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : a > b ? 1 : 0) : x - y;
      });
      if (down) rows.reverse();
      body.append(...rows.map(([, row]) => row));
    });
  });
}
