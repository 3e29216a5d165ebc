// Tables are whole without this; it lets them be sorted and filtered.
(function () {
  "use strict";
  function key(row, column) {
    var cell = row.cells[column];
    var own = cell ? cell.getAttribute("data-sort") : "";
    var text = own !== null ? own : cell.textContent.trim();
    return text === "" || text === "—" ? null : text;
  }
  function number(text) {
    return Number(text.replace(/[,%×+]/g, "").replace("−", "-"));
  }
  // One way of comparing for a whole column: numbers where all that is known are numbers, else
  // words.
  function comparison(keys) {
    // What is no number does not equal itself.
    var numbers = keys.every(function (key) { return key === null || number(key) === number(key); });
    return numbers ? function (a, b) { return number(a) - number(b); } : function (a, b) { return a.localeCompare(b); };
  }
  function sort(table, column, header) {
    var body = table.tBodies[0];
    var down = header.getAttribute("aria-sort") === "ascending";
    var rows = Array.prototype.slice.call(body.rows);
    var compare = comparison(rows.map(function (row) { return key(row, column); }));
    rows.sort(function (one, other) {
      var a = key(one, column), b = key(other, column);
      // What is not known comes last, either way.
      if (a === null || b === null) { return (a === null) - (b === null); }
      return down ? compare(b, a) : compare(a, b);
    });
    rows.forEach(function (row) { body.appendChild(row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  function sortable(table) {
    if (table.tBodies.length !== 1 || table.tHead.rows.length !== 1 || table.tBodies[0].rows.length < 2) { return; }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sorter";
      button.title = table.getAttribute("data-sort-label") || "";
      while (header.firstChild) { button.appendChild(header.firstChild); }
      header.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, header); });
    });
  }
  function filterable(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 8) { return; }
    var label = document.createElement("label"), input = document.createElement("input"), none = document.createElement("span");
    label.className = "filter";
    input.type = "search";
    none.setAttribute("role", "status");
    label.appendChild(document.createTextNode(table.getAttribute("data-filter") + " "));
    label.appendChild(input);
    label.appendChild(none);
    table.parentNode.insertBefore(label, table);
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      none.textContent = shown ? "" : " " + table.getAttribute("data-none");
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), sortable);
  Array.prototype.forEach.call(document.querySelectorAll("table[data-filter]"), filterable);
})();
