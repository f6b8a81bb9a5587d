/** First match wins: every browser also claims to be the ones it descends from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, 'iPadOS'],
  [/\biPhone\b|\biPod\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];
const READ = 400;

/**
 * What a session runs on, as a person would say it: "Chrome on macOS". Made of our own words only, never of the
 * caller's, without versions; null for anything that is no browser we know.
 */
export function deviceOf(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const text = userAgent.slice(0, READ);
  const find = (all: typeof BROWSERS) => all.find(([pattern]) => pattern.test(text))?.[1];
  const browser = find(BROWSERS);
  if (!browser) return null;
  const system = find(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
