// Opened from a disk the page cannot start: browsers read no module and no worker from there.
if (location.protocol === "file:") {
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.getElementById("summary");
    summary.textContent =
      "A browser does not run this page from a disk. In its folder: python -m http.server, then open http://localhost:8000/";
    document.getElementById("answer").setAttribute("aria-busy", "false");
  });
}
