// Moments on the next pages stand in the zone that this browser keeps.
import { remember } from "./cookies.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) remember("tz", zone);
