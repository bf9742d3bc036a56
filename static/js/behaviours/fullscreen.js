// Fills the screen with the page, or gives it back; Esc does the latter by itself.
export default function fullscreen(button) {
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  });
}
