"use strict";
// Filters and sorts the table of findings, and unfolds everything for print. Without it the page still reads whole.
(() => {
  const table = document.getElementById("findings");
  if (table) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const words = document.getElementById("words");
    const edition = document.getElementById("edition");
    const boxes = Array.from(document.querySelectorAll("#verdicts input"));
    const shown = document.getElementById("shown");
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

    const filter = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      let count = 0;
      for (const row of rows) {
        const fits = verdicts.has(row.dataset.verdict)
          && (!edition.value || row.dataset.edition === edition.value)
          && wanted.every((word) => texts.get(row).includes(word));
        row.hidden = !fits;
        count += fits;
      }
      shown.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} findings`;
    };
    words.addEventListener("input", filter);
    edition.addEventListener("change", filter);
    boxes.forEach((box) => box.addEventListener("change", filter));
    document.getElementById("controls").hidden = false;
    filter();

    const key = (row, column) => {
      const cell = row.cells[column];
      const text = cell.dataset.key ?? cell.textContent.trim();
      const number = /^[-+]?\d+(\.\d*)?$/.test(text) ? Number(text) : NaN;
      return { text, number };
    };
    const compare = (a, b) => {
      if (!Number.isNaN(a.number) && !Number.isNaN(b.number)) return a.number - b.number;
      if (Number.isNaN(a.number) !== Number.isNaN(b.number)) return Number.isNaN(a.number) ? 1 : -1;
      return a.text.localeCompare(b.text, "en");
    };
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = rows.map((row, place) => ({ row, place, key: key(row, column) }));
        sorted.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)) || a.place - b.place);
        body.append(...sorted.map((one) => one.row));
      });
    });
  }

  const unfold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  window.addEventListener("hashchange", unfold);
  unfold();
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
})();
