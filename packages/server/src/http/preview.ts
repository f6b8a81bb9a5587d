import { PREVIEW_PATH } from '@halo/wire/dashboard/preview.ts';
import { Hono } from 'hono';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Preview of the widget</title>
<body>
<script type="module" src="/sdk/latest/preview.js"></script>
`;

/** Only a page of this Halo may show it, and what runs in it has no origin: no cookies, no storage, no calls. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'sandbox allow-scripts',
].join('; ');

/** The page in which the dashboard's Style page draws the widget. It holds nobody's data: what to draw is told to it. */
export function previewRoutes(): Hono {
  return new Hono().get(PREVIEW_PATH, () => {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    };
    return new Response(PAGE, { headers });
  });
}
