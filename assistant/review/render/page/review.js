"use strict";
// the filter, and the jump from a marked place to each of its findings in turn
for (const box of document.querySelectorAll(".filter input")) {
  box.addEventListener("change", () => {
    document.body.classList.toggle("hide-" + box.value, !box.checked);
  });
}
function show(finding) {
  for (const mark of document.querySelectorAll(".mark.here")) mark.classList.remove("here");
  for (const mark of document.querySelectorAll(`.mark[data-findings~="${finding}"]`)) {
    mark.classList.add("here");
  }
}
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  const jump = event.target.closest(".jump");
  if (mark) {
    const all = mark.dataset.findings.split(" ");
    const now = location.hash.startsWith("#f") ? all.indexOf(location.hash.slice(2)) : -1;
    const next = all[(now + 1) % all.length];
    event.preventDefault();
    location.hash = "f" + next;
    show(next);
  } else if (jump) {
    show(jump.dataset.finding);
  }
});
