// What the pages of accounts do beside their forms, which need no script: they say that a session has ended.
import * as session from "./session.js";

session.start();
document.documentElement.dataset.ready = Math.round(performance.now());
