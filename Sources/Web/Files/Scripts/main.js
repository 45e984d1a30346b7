// Everything that a page of Kith's does in the browser begins here.
import { prepareChart } from "./chart.js";
import { prepareColumns } from "./columns.js";
import { prepareDialogs } from "./dialogs.js";
import { prepareEditing } from "./editing.js";
import { prepareGrids } from "./grid.js";
import { prepareKeyboard } from "./keyboard.js";
import { prepareLiveNews } from "./live.js";
import { prepareMenus } from "./menus.js";
import { prepareNotes } from "./notes.js";
import { prepareSidebar } from "./sidebar.js";

document.documentElement.classList.add("has-script");
prepareNotes();
prepareSidebar();
prepareDialogs();
prepareGrids();
prepareColumns();
prepareEditing();
prepareKeyboard();
prepareMenus();
prepareChart();
prepareLiveNews();
