// Where the picture of a contact does not come, its initial shows.

const PICTURES = "img.avatar-picture";

export function preparePictures() {
  // Errors of pictures do not rise, but they are seen on their way down.
  document.addEventListener(
    "error",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target instanceof HTMLImageElement && target.matches(PICTURES)) target.remove();
    },
    true,
  );
  // Some failed before this ran.
  for (const picture of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll(PICTURES))) {
    if (picture.complete && picture.currentSrc && picture.naturalWidth === 0) picture.remove();
  }
}
