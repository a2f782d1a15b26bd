// Pictures read, and made smaller, before they are sent.

/** The picture of a file as a canvas, upright, its longer side `longest` pixels at most. Throws when it cannot be read. */
export async function shrink(file, longest) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

/** Fetches the picture the page shows as kept from before; null when there is none. */
export function kept(input) {
  const link = input.closest(".question").querySelector(".kept-file a[href]");
  return link && (async () => (await fetch(link.href)).blob());
}
