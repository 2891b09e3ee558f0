// <form data-zone="Europe/Berlin">: offers the zone of the place where this browser is, when it is another.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const form of document.querySelectorAll("form[data-zone]")) {
  if (!here || here === form.dataset.zone) continue;
  const button = form.querySelector("button");
  const words = button.querySelector("[data-zone-words]");
  form.elements.time_zone.value = here;
  words.textContent = words.textContent.replace("%zone%", here);
  button.hidden = false;
}
