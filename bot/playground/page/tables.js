// Tables with a heading for each column, and a caption for those who do not see where they stand.

import { make } from "./words.js";

export function table(caption, columns, rows) {
  return make("table", {}, [
    make("caption", { className: "unseen" }, [caption]),
    make("thead", {}, [
      make("tr", {}, columns.map((column) => make("th", { scope: "col" }, [column]))),
    ]),
    make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, i) => (
      i === 0 ? make("th", { scope: "row" }, [cell]) : make("td", {}, [cell])
    ))))),
  ]);
}
