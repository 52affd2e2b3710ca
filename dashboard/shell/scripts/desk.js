// The report desk: finding a report, its table, its files, what this browser remembers of it.
import * as downloads from "./downloads.js";
import * as folds from "./folds.js";
import * as remembered from "./remembered.js";
import * as reportList from "./report_list.js";
import * as rows from "./rows.js";

for (const part of [rows, downloads, folds, reportList, remembered]) part.start();
