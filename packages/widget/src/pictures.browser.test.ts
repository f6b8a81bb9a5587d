import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { refuse } from './testing/fake-halo.ts';

let stage: BrowserStage;
let png: Buffer;

beforeAll(async () => {
  stage = await createBrowserStage();
  const page = await stage.browser.newPage();
  await page.setContent('<body style="background:linear-gradient(135deg,#4a3fc0,#f5a524)">');
  png = await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 480 } });
  await page.close();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const named = (name: string, buffer = png, mimeType = 'image/png') => ({ name, mimeType, buffer });
const choose = (...files: ReturnType<typeof named>[]) => stage.page.locator('input[type=file]').setInputFiles(files);
const tray = () => stage.page.getByRole('list', { name: 'Pictures to send' }).getByRole('listitem');
const picture = () => stage.page.getByRole('button', { name: 'Open picture 1 of 1' });
const send = () => stage.page.getByRole('button', { name: 'Send', exact: true }).click();
const chats = () => stage.halo.seen('/chat/stream').map(({ body }) => body);
/** The colour in the middle of what is drawn; nothing was drawn where it is transparent. */
const middle = () =>
  picture()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const drawn = canvas.getContext('2d');
      return drawn?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[3];
    });

/** Hands a file to the message field the way a browser does on paste and drop. */
const hand = (kind: 'paste' | 'drop') =>
  stage.field().evaluate(
    (field, { kind, data }) => {
      const files = new DataTransfer();
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      files.items.add(new File([bytes], 'x.png', { type: 'image/png' }));
      const how = { bubbles: true, cancelable: true, composed: true };
      field.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent('paste', { ...how, clipboardData: files })
          : new DragEvent('drop', { ...how, dataTransfer: files }),
      );
    },
    { kind, data: png.toString('base64') },
  );

for (const [name, options] of Object.entries({
  '1280-light': { colorScheme: 'light' },
  '390-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const)) {
  it(`safety P2: takes pictures by button, paste and drop, sends them, and opens one large: ${name}`, async () => {
    await stage.open(init(''), options);
    await stage.launcher().click();
    await choose(named('a.png'));
    await hand('paste');
    await hand('drop');
    await expect.poll(() => tray().count(), LATE).toBe(3);
    await shoot(stage.page, `pictures-tray-${name}`);
    expect(await stage.axe()).toEqual([]);
    for (const left of [2, 1]) {
      await stage.page.getByRole('button', { name: 'Remove picture 1' }).click();
      await expect.poll(() => tray().count(), LATE).toBe(left);
    }
    await send();
    await picture().waitFor();
    await expect.poll(middle, LATE).toBe(255);
    expect(await tray().count()).toBe(0);
    await expect
      .poll(() => chats(), LATE)
      .toMatchObject([{ message: '', images: [expect.stringMatching(/^data:image\/png;base64,/)] }]);

    await stage.ask('What is wrong here?');
    await stage.says('You said: What is wrong here?').waitFor();
    await shoot(stage.page, `pictures-thread-${name}`);
    expect(await stage.axe()).toEqual([]);
    await picture().click();
    await stage.page.getByRole('dialog', { name: 'Picture', exact: true }).waitFor();
    await shoot(stage.page, `pictures-viewer-${name}`);
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => stage.page.locator('.viewer').count(), LATE).toBe(0);
    expect(await stage.field().isVisible()).toBe(true);
    await stage.expectClean();
  });
}

it('safety O1: leaves out what is no picture, too large or one too many, and says so', async () => {
  await stage.open(init(''));
  await stage.launcher().click();
  await choose(named('a.svg', Buffer.from('<svg/>'), 'image/svg+xml'));
  await stage.says('Only PNG, JPEG, WebP and GIF').waitFor();
  await choose(named('a.png', Buffer.alloc(5_000_001)));
  await stage.says('This picture is over 5 MB.').waitFor();
  await choose(named('a.png', Buffer.from('not a picture')));
  await stage.says('This picture could not be read.').waitFor();
  expect(await tray().count()).toBe(0);
  await choose(...Array.from({ length: 5 }, (_, index) => named(`${index}.png`)));
  await stage.says('A message takes 4 pictures.').waitFor();
  await expect.poll(() => tray().count(), LATE).toBe(4);
  await stage.expectClean();
});

it('keeps a picture in the outbox over a reload, and sends it once when Halo is back', async () => {
  await stage.open(init(''));
  await stage.launcher().click();
  stage.halo.otherwise('/chat/stream', () => {});
  await choose(named('a.png'));
  await expect.poll(() => tray().count(), LATE).toBe(1);
  await stage.ask('Look');
  await stage.page.getByText('Sending', { exact: true }).waitFor();
  await expect.poll(() => chats().length, LATE).toBe(1);
  const [{ images, message_id: id }] = chats();
  await stage.page.reload();
  await stage.launcher().click();
  await picture().waitFor();
  await expect.poll(() => stage.halo.messages.filter(({ author }) => author === 'user').length, LATE).toBe(1);
  expect(chats().at(-1)).toMatchObject({ images, message_id: id });
});

it('shows why pictures were not taken, and keeps the words', async () => {
  await stage.open(init(''));
  stage.allow(/^\[Halo\] too_large/);
  await stage.launcher().click();
  stage.halo.otherwise('/chat/stream', (_call, response) => refuse(response, 413, 'too_large', { path: 'images' }));
  await choose(named('a.png'));
  await expect.poll(() => tray().count(), LATE).toBe(1);
  await stage.ask('Look');
  await stage.says('Not sent: these pictures were not taken.').waitFor();
  await stage.says('Look').waitFor();
});

it('fetches a teammate’s picture with headers alone, and again where it did not come', async () => {
  await stage.open(init(''));
  await stage.launcher().click();
  await stage.ask('Hello');
  await stage.says('You said: Hello').waitFor();
  const path = '/conversations/conv_1/attachments/picture_0';
  stage.halo.otherwise(path, (_call, response) => refuse(response, 404, 'not_found'));
  stage.halo.say('teammate', 'Like this', 'Sam', [`data:image/png;base64,${png.toString('base64')}`]);
  await stage.says('This picture could not be shown.').waitFor();
  await stage.page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(middle, LATE).toBe(255);
  const [call] = stage.halo.seen(path);
  expect(call).toMatchObject({ query: '', headers: { 'x-halo-session': expect.stringMatching(/^sess_/) } });
  await stage.expectClean();
});
