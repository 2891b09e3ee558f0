// "Move Ada Lovelace to": the stages as buttons in a dialog.
import { say } from "./words.js";

/** Resolves to the chosen one of `stages`, or to null. */
export function chooseStage(name, stages) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog dialog-small";
  const heading = document.createElement("h2");
  heading.id = "move-menu-heading";
  heading.className = "dialog-title";
  heading.textContent = say("moveTo", { name });
  dialog.setAttribute("aria-labelledby", heading.id);
  let chosen = null;
  const choose = (stage) => { chosen = stage; dialog.close(); };
  dialog.append(heading, ...stages.map((stage) => choice(stage, choose)), cancel(dialog));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen); });
  });
}

function choice(stage, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "menu-item";
  button.textContent = stage.name;
  button.disabled = stage.isHere;
  button.addEventListener("click", () => choose(stage));
  return button;
}

function cancel(dialog) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn mt-2";
  button.textContent = say("cancel");
  button.addEventListener("click", () => dialog.close());
  return button;
}
