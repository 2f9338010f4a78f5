(function () {
  "use strict";
  var table = document.getElementById("f-table");
  var rows = table ? Array.prototype.slice.call(table.tBodies[0].rows) : [];
  var fields = { text: null, severity: null, rule: null, body: null };
  Object.keys(fields).forEach(function (name) { fields[name] = document.getElementById("f-" + name); });
  var count = document.getElementById("f-count");

  function shown() { return rows.filter(function (row) { return !row.hidden; }); }

  function filter() {
    var text = fields.text.value.trim().toLocaleLowerCase();
    rows.forEach(function (row) {
      row.hidden = ["severity", "rule", "body"].some(function (name) {
        return fields[name].value && row.dataset[name] !== fields[name].value;
      }) || (text !== "" && row.textContent.toLocaleLowerCase().indexOf(text) < 0);
    });
    count.textContent = shown().length + " / " + rows.length + " " + count.dataset.word;
  }

  function clear() {
    Object.keys(fields).forEach(function (name) { fields[name].value = ""; });
    filter();
  }

  function step(by) {
    var list = shown();
    if (!list.length) { return; }
    var at = list.indexOf(document.activeElement);
    var next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    list[next].focus();
    list[next].scrollIntoView({ block: "nearest" });
  }

  if (table) {
    Object.keys(fields).forEach(function (name) { fields[name].addEventListener("input", filter); });
    fields.text.form.addEventListener("submit", function (event) { event.preventDefault(); });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (event.key === "Escape") { clear(); document.activeElement.blur(); }
      if (typing) { return; }
      if (event.key === "/") { event.preventDefault(); fields.text.focus(); }
      if (event.key === "j") { step(1); }
      if (event.key === "k") { step(-1); }
    });
    filter();
  }

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
}());
