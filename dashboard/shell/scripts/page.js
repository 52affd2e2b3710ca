// What every finished page can do by itself.
import * as agendaKey from "./agenda_key.js";
import * as cardActions from "./card_actions.js";
import * as cards from "./cards.js";
import * as checks from "./checks.js";
import * as connection from "./connection.js";
import * as dayFields from "./day_fields.js";
import * as explorerLink from "./explorer_link.js";
import * as finder from "./finder.js";
import * as form from "./form.js";
import * as fresh from "./fresh.js";
import * as heading from "./heading.js";
import * as lateNames from "./late_names.js";
import * as live from "./live.js";
import * as folds from "./page_folds.js";
import * as look from "./look.js";
import * as map from "./map.js";
import * as marksKey from "./marks_key.js";
import * as navigation from "./navigation.js";
import * as pagesRow from "./pages_row.js";
import * as phoneRows from "./phone_rows.js";
import * as pictures from "./pictures.js";
import * as selection from "./selection.js";
import * as session from "./session.js";
import * as share from "./share.js";
import * as sinceKey from "./since_key.js";
import * as shortcuts from "./shortcuts.js";
import * as slidesKey from "./slides_key.js";
import * as stream from "./stream.js";
import * as walkCards from "./walk_cards.js";

for (const part of [
  pagesRow,
  heading,
  form,
  dayFields,
  cards,
  navigation,
  folds,
  cardActions,
  explorerLink,
  finder,
  marksKey,
  pictures,
  live,
  selection,
  fresh,
  connection,
  stream,
  session,
  slidesKey,
  agendaKey,
  sinceKey,
  look,
  shortcuts,
  checks,
  map,
  phoneRows,
  share,
  walkCards,
  lateNames,
])
  part.start();
document.documentElement.dataset.ready = Math.round(performance.now());
