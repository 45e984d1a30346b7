// Everything that a page of Kith's does in the browser begins here.
import { prepareBuilder } from "./builder.js";
import { prepareBulkBar } from "./bulk.js";
import { prepareColumns } from "./columns.js";
import { prepareCompletion } from "./completion.js";
import { prepareDialogs } from "./dialogs.js";
import { prepareEditing } from "./editing.js";
import { prepareGrids } from "./grid.js";
import { prepareJobs } from "./jobs.js";
import { prepareKeyboard } from "./keyboard.js";
import { prepareLiveNews } from "./live.js";
import { prepareNotes } from "./notes.js";
import { prepareSidebar } from "./sidebar.js";

document.documentElement.classList.add("has-script");
prepareNotes();
prepareSidebar();
prepareDialogs();
prepareGrids();
prepareColumns();
prepareBuilder();
prepareCompletion();
prepareEditing();
prepareBulkBar();
prepareJobs();
prepareKeyboard();
prepareLiveNews();
