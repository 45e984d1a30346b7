// What the pages of whoever is not signed in do in the browser.
import { preparePasswords } from "./passwords.js";

document.documentElement.classList.add("has-script");
preparePasswords();
