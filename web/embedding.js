// The page around the frames: it takes their heights, and tells them its theme.

const frames = [...document.querySelectorAll("iframe")];

addEventListener("message", (event) => {
  const frame = frames.find((it) => it.contentWindow === event.source);
  if (frame && Number.isFinite(event.data?.nspHeight)) {
    frame.height = event.data.nspHeight;
  }
});

const button = document.getElementById("theme");
button.addEventListener("click", () => {
  const dark = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", dark);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  for (const frame of frames) {
    frame.contentWindow.postMessage({ nspTheme: dark ? "dark" : "light" }, location.origin);
  }
});
