/** White or near-black, whichever reads better on a colour; white when the colour cannot be told. */
export function textOn(colour: string): string {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return '#fff';
  pen.fillStyle = colour;
  const hex = /^#(..)(..)(..)$/.exec(String(pen.fillStyle));
  if (!hex) return '#fff';
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => {
    const light = Number.parseInt(part, 16) / 255;
    return light <= 0.04045 ? light / 12.92 : ((light + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#14151c' : '#fff';
}
