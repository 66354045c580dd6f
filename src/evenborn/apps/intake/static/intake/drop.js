// Drag and drop onto the form by which a file is sent in. Without this file the form works as it is.
"use strict";

function hint(form, input) {
  const shown = document.createElement("p");
  shown.className = "drop-hint";
  shown.textContent = form.dataset.drop;
  input.parentElement.append(shown);
}

function carriesFiles(event) {
  return Array.from(event.dataTransfer?.types ?? []).includes("Files");
}

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  let within = 0;
  hint(form, input);
  form.addEventListener("dragenter", (event) => {
    if (carriesFiles(event)) form.classList.toggle("dropping", ++within > 0);
  });
  form.addEventListener("dragleave", (event) => {
    if (carriesFiles(event)) form.classList.toggle("dropping", --within > 0);
  });
  form.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    within = 0;
    form.classList.remove("dropping");
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    input.files = first.files;
    input.focus();
  });
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = form.dataset.sending;
  });
}
