// The time zone of the device, where a form asks for one and none was chosen yet.
export function prepareZones() {
  for (const field of document.querySelectorAll("select[data-own-zone]")) {
    if (field instanceof HTMLSelectElement && !field.value) {
      field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  }
}
