// What the pages of whoever is not signed in do in the browser.
import { preparePasswords } from "./passwords.js";
import { prepareZones } from "./zone.js";

document.documentElement.classList.add("has-script");
preparePasswords();
prepareZones();
