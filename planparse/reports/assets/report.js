// Makes the page easier to work with; everything can be read without it.
"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // --- the table: filters, search, order
  const form = document.querySelector(".controls");
  const rows = all("tr.item");
  const words = new Map(rows.map((row) => [row, fold(row.textContent)]));
  const bodies = new Map(rows.map((row) => [row, row.parentNode]));

  function checked(name) {
    return new Set(all(`input[name=${name}]:checked`, form).map((box) => box.value));
  }

  function filter() {
    const statuses = checked("status"), kinds = checked("kind");
    const anyKind = !all("input[name=kind]", form).length;
    const wanted = fold(form.elements.search.value).trim();
    let shown = 0;
    for (const row of rows) {
      const fits = statuses.has(row.dataset.status) && (anyKind || kinds.has(row.dataset.kind)) &&
        words.get(row).includes(wanted);
      row.hidden = !fits;
      shown += fits;
    }
    for (const group of all("tr.group")) {
      group.hidden = !all("tr.item", group.parentNode).some((row) => !row.hidden);
    }
    form.querySelector("output").textContent =
      form.dataset.shown.replace("{shown}", shown).replace("{total}", rows.length);
  }

  function sort() {
    const byParent = form.elements.order.value === "parent";
    const table = document.querySelector("table.items");
    let flat = table.querySelector("tbody.flat");
    if (byParent) {
      flat = flat || table.appendChild(Object.assign(document.createElement("tbody"), { className: "flat" }));
      flat.append(...rows.slice().sort((a, b) => a.dataset.order - b.dataset.order));
    } else {
      for (const row of rows) bodies.get(row).append(row);
    }
    filter();
  }

  if (form && rows.length) {
    form.hidden = false;
    form.elements.order?.addEventListener("change", sort);
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // --- a matrix: search among many children
  const find = document.querySelector("#children .find");
  if (find) {
    const children = all("tr.child");
    const names = new Map(children.map((row) => [row, fold(row.querySelector(".words").textContent)]));
    const more = document.querySelector("#children .more");
    const step = Number(more.dataset.step);
    let limit = step;
    const search = () => {
      const wanted = fold(find.querySelector("input").value).trim();
      let fits = 0;
      for (const row of children) {
        row.hidden = !names.get(row).includes(wanted) || ++fits > limit;
      }
      more.hidden = fits <= limit;
      find.querySelector("output").textContent = find.dataset.shown
        .replace("{shown}", Math.min(fits, limit)).replace("{total}", children.length);
    };
    find.hidden = false;
    find.addEventListener("input", () => { limit = step; search(); });
    more.addEventListener("click", () => { limit += step; search(); });
    search();
  }

  // --- both documents: an item chosen on one side is shown on both
  const panes = all(".pane");
  const bar = document.querySelector("div.chosen");
  let current = null;

  function pieces(ref, pane) {
    return all(`.m[data-refs~="${CSS.escape(ref)}"]`, pane);
  }

  function choose(ref, options) {
    current = ref;
    all(".m.chosen, tr.chosen").forEach((element) => element.classList.remove("chosen"));
    const row = document.getElementById(`i-${ref}`);
    if (row) row.classList.add("chosen");
    for (const pane of panes) {
      const found = pieces(ref, pane);
      found.forEach((piece) => piece.classList.add("chosen"));
      if (found.length) {
        const top = found[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
        pane.scrollTo({
          top: pane.scrollTop + top - pane.clientHeight / 3,
          behavior: calm ? "auto" : "smooth",
        });
      }
    }
    describe(row);
    if (options.goThere) {
      document.getElementById("documents").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
      const first = pieces(ref, panes[options.side === "c" ? 1 : 0])[0];
      if (first) first.focus({ preventScroll: true });
    }
  }

  function describe(row) {
    const line = bar.querySelector("p");
    line.replaceChildren();
    if (!row) return;
    const link = Object.assign(document.createElement("a"), {
      href: `#${row.id}`, textContent: row.querySelector("th").textContent,
    });
    line.append(link, " ");
    for (const part of [row.querySelector(".badge"), row.querySelector(".why p:last-child")]) {
      if (part) line.append(part.cloneNode(true), " ");
    }
    for (const inner of all("p", line)) inner.replaceWith(...inner.childNodes);
  }

  function step(by) {
    const visible = rows.filter((row) => !row.hidden)
      .sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    if (!visible.length) return;
    const at = visible.findIndex((row) => row.id === `i-${current}`);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    choose(visible[next].id.slice(2), {});
  }

  if (panes.length === 2) {
    bar.hidden = false;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-choose]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        const inPane = link.closest(".pane") !== null;
        choose(link.dataset.choose, { goThere: !inPane, side: link.hash.slice(1, 2) });
        if (inPane) link.focus({ preventScroll: true });
      }
    });
    all("button[data-step]", bar).forEach((button) =>
      button.addEventListener("click", () => step(Number(button.dataset.step))));
  }
})();
