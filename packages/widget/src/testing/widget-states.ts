import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
import { expect } from 'vitest';
import { type BrowserStage, init, LATE } from './browser-stage.ts';
import { json, refuse } from './fake-halo.ts';
import { pastConversation } from './past-conversations.ts';

/** Brings an opened page, or one still to be opened, into a state; returns when it stands. */
type Reach = (
  stage: BrowserStage,
  look: { viewport: { width: number; height: number }; hasTouch: boolean },
) => Promise<void>;

const JANE = "userId: 'u1', userTraits: { name: 'Jane Doe' }";
const LONG = 'Maximiliane-Konstantinopolitanska von und zu Hohenschwangau-Sonnenberg';

const opened =
  (options = JANE): Reach =>
  async (stage, look) => {
    await stage.open(init(options), look);
    await stage.page.locator('.launcher').click();
    await stage.page.locator('.composer textarea, .lead input').first().waitFor();
  };

/** A conversation of one question and one answer, listened to. */
const talked =
  (options?: string): Reach =>
  async (stage, look) => {
    await opened(options)(stage, look);
    await stage.page.locator('.composer textarea').fill('Why is my HubSpot sync failing?');
    await stage.page.keyboard.press('Enter');
    await stage.says('You said: Why').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  };

/** The first state, and what happens then. */
const then =
  (first: Reach, next: (stage: BrowserStage) => unknown): Reach =>
  async (stage, look) => {
    await first(stage, look);
    await next(stage);
  };

function change(stage: BrowserStage, news: Partial<WireConversation>): void {
  const conversation = { ...(stage.halo.conversation as WireConversation), ...news };
  stage.halo.conversation = conversation;
  stage.halo.push({ type: 'conversation', conversation });
}

async function takeOver(stage: BrowserStage, name = 'Sam'): Promise<void> {
  change(stage, { handled_by: 'teammate', teammate_name: name });
  stage.halo.say('system', `${name} joined`, name, [], 'joined');
  stage.halo.say('teammate', 'I have renewed the token. Could you try again?', name);
  await stage.says('I have renewed the token').waitFor();
}

async function end(stage: BrowserStage): Promise<void> {
  change(stage, { status: 'completed' });
  await stage.page.locator('.rating').waitFor();
  await stage.page.locator('.rating').scrollIntoViewIfNeeded();
}

async function choosePicture(stage: BrowserStage): Promise<void> {
  const buffer = await stage.page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } });
  await stage.page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await stage.page.locator('.tray li').first().waitFor();
}

const ANSWER = [
  '## What happened\n\nYour last sync failed because the **HubSpot token expired** at 14:02.\n\n',
  '1. Open *Settings > Integrations*\n2. Choose **Reconnect**\n   - as an admin\n\n> Scopes are in the [guide](https://docs.acme.example/h).\n\n',
  '| Run | Result |\n|---|---|\n| 13:00 | fine |\n| 14:00 | `401` |\n\n```\nhalo sync --now\n```\n',
];

/** Somebody with conversations of every kind, among them. */
const among =
  (options?: string): Reach =>
  async (stage, look) => {
    const words = options
      ? 'לא הצלחתי להתחבר לחשבון'
      : 'The export stops at row 2,000 and never says why, although the file is there';
    stage.halo.past = [
      pastConversation('old_1', ['Where is my invoice?', 'Under **Billing**, at the top.'], {
        last_message_at: '2026-06-02T10:00:00.000Z',
      }),
      pastConversation('old_2', [words, `${words}.`], { teammate_name: 'Sam', outcome: 'escalated', unread: 2 }),
      pastConversation('old_3', ['Hello?'], { outcome: 'abandoned' }),
      pastConversation('old_4', ['…', words], { status: 'live', outcome: null, teammate_name: LONG }),
    ];
    await talked(options)(stage, look);
    await stage.page.locator('.to-past').click();
    await stage.page.locator('.entries button').nth(4).waitFor();
  };

/** Everything the widget can look like, and how to get there: each is looked at and checked in every look. */
export const WIDGET_STATES: Record<string, Reach> = {
  launcher: async (stage, look) => {
    await stage.open(init(JANE), look);
    await stage.launcher().waitFor();
  },
  'launcher-unread': then(talked(), async (stage) => {
    await stage.page.getByRole('button', { name: 'Close chat' }).first().click();
    stage.halo.say('teammate', 'Are you still there?', 'Sam');
    await stage.page.getByRole('button', { name: 'Open chat, 1 unread' }).waitFor();
  }),
  'load-failed': async (stage, look) => {
    await stage.open(init(JANE), look);
    await stage.page.route('**/panel.js*', (route) => route.fulfill({ status: 500 }));
    await stage.launcher().click();
    await stage.page.getByText('The chat could not be loaded.').waitFor();
  },
  connecting: then(talked(), async (stage) => {
    stage.halo.otherwise('/conversations', () => {}, 9);
    await stage.page.reload();
    await stage.launcher().click();
    await stage.says('Connecting').waitFor();
  }),
  start: then(opened(), (stage) => stage.says('Hi Jane,').waitFor()),
  'start-plain': async (stage, look) => {
    Object.assign(stage.halo.config.agent, { greeting: null, suggested_messages: [] });
    await opened('')(stage, look);
  },
  answering: then(opened(), async (stage) => {
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
      response.flushHeaders();
    });
    await stage.ask('Why is my sync failing?');
    await stage.page.locator('.answer .typing').waitFor();
  }),
  streaming: then(opened(), async (stage) => {
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
      response.write('Your last sync failed because the **HubSpot tok');
    });
    await stage.ask('Why is my sync failing?');
    await stage.says('Your last sync').waitFor();
  }),
  answer: then(opened(), async (stage) => {
    stage.halo.answer = () => ANSWER;
    await stage.ask('Why is my sync failing?');
    await stage.says('halo sync --now').waitFor();
  }),
  cut: then(opened(), async (stage) => {
    let cut = () => {};
    stage.halo.otherwise('/chat/stream', (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
      response.write('Your last sync fai');
      cut = () => void response.destroy();
    });
    await stage.ask('Why is my sync failing?');
    await stage.says('Your last sync').waitFor();
    cut();
    await stage.says('The answer broke off').waitFor();
  }),
  failed: then(opened(), async (stage) => {
    stage.allow(/^\[Halo\] invalid_request/);
    stage.halo.otherwise('/chat/stream', (_call, response) => refuse(response, 400, 'invalid_request'));
    await stage.ask('This one fails');
    await stage.says('Not sent.').waitFor();
  }),
  'asked-to-wait': then(opened(), async (stage) => {
    stage.halo.otherwise('/chat/stream', (_call, response) =>
      json(response, 429, { code: 'rate_limited' }, { 'retry-after': '60' }),
    );
    await stage.ask('One question too many');
    await stage.page.getByText('Sending', { exact: true }).waitFor();
  }),
  paused: then(opened(`${JANE}, getUserToken: async () => null`), async (stage) => {
    await stage.ask('Are you there?');
    await stage.says('Please sign in again to continue. Your message is kept').waitFor();
  }),
  offline: then(opened(), async (stage) => {
    await stage.page.context().setOffline(true);
    await stage.ask('Still there?');
    await stage.says('We will send this when you are back').waitFor();
  }),
  'waiting-for-human': then(talked(), async (stage) => {
    await stage.page.getByRole('button', { name: 'Talk to a human' }).click();
    await stage.says('The team has been told and will').waitFor();
  }),
  'taken-over': then(talked(), takeOver),
  'teammate-types': then(talked(), async (stage) => {
    await takeOver(stage);
    stage.halo.push({ type: 'typing', conversation_id: 'conv_1', name: 'Sam' });
    await stage.page.locator('.thread > .typing').waitFor();
  }),
  ended: then(talked(), end),
  rated: then(talked(), async (stage) => {
    await end(stage);
    await stage.page.getByRole('button', { name: 'Yes, it helped' }).click();
    await stage.says('Thank you for telling us').waitFor();
  }),
  'lead-form': async (stage, look) => {
    stage.halo.config.agent.lead_form = { ask: 'first_message', required: true };
    await opened('')(stage, look);
    await stage.page.locator('.lead').waitFor();
  },
  'picture-tray': then(opened(), choosePicture),
  picture: then(opened(), async (stage) => {
    await choosePicture(stage);
    await stage.ask('What is wrong here?');
    await stage.page.getByRole('button', { name: 'Open picture 1 of 1' }).click();
    await stage.page.getByRole('dialog', { name: 'Picture', exact: true }).waitFor();
  }),
  conversations: among(),
  'conversations-right-to-left': among("userId: 'u1', userTraits: { name: 'ליאור' }, locale: 'he'"),
  'conversations-none': then(opened(''), async (stage) => {
    await stage.page.locator('.to-past').click();
    await stage.says('Nothing here yet.').waitFor();
  }),
  'conversations-failed': then(opened(), async (stage) => {
    await stage.page.route(/\/conversations$/, (route) => route.abort());
    await stage.page.locator('.to-past').click();
    await stage.says('This could not be loaded.').waitFor();
  }),
  'old-conversation': then(among(), async (stage) => {
    await stage.page.locator('[data-id=old_2]').click();
    await stage.page.locator('.foot .main').waitFor();
    await stage.says('The export stops').waitFor();
  }),
  'long-names': async (stage, look) => {
    stage.halo.config.agent.name = LONG;
    stage.halo.config.organization.name = `${LONG} Aktiengesellschaft`;
    await talked(`userId: 'u1', userTraits: { name: '${LONG.replaceAll(' ', '-')}' }`)(stage, look);
    await takeOver(stage, LONG);
  },
  'right-to-left': then(
    talked("userId: 'u1', userTraits: { name: 'ליאור' }, locale: 'he', position: 'bottom-left'"),
    takeOver,
  ),
};
