// A candidate's page works without any of this; it only spares them mistakes.
import "./forms.js";
import "./files.js";
import "./dialogs.js";
import "./work.js";
import "./zone.js";
