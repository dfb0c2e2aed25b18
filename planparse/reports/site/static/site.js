// Search in the index of plans and bodies; every word must be found, with or without accents.
"use strict";
(function () {
  const rows = window.PLANPARSE_INDEX || [];
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  const most = 100;

  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function show() {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    if (!words.length) {
      count.textContent = "";
      return;
    }
    const hits = rows.filter((row) => words.every((word) => row[3].includes(word)));
    count.textContent = hits.length + " kết quả" + (hits.length > most ? ", hiện " + most : "");
    for (const [href, name, note] of hits.slice(0, most)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = href;
      link.textContent = name;
      const more = document.createElement("div");
      more.className = "path";
      more.textContent = note;
      item.append(link, more);
      found.append(item);
    }
  }

  query.addEventListener("input", function () {
    history.replaceState(null, "", "#" + encodeURIComponent(query.value));
    show();
  });
  if (location.hash) {
    query.value = decodeURIComponent(location.hash.slice(1));
  }
  query.focus();
  show();
})();
