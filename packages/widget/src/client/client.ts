import { PLAIN_LOOK } from '../configure.ts';
import { createApi } from './api.ts';
import { createChatDoor } from './chat-door.ts';
import { freshState } from './chat-state.ts';
import { clientFacts } from './client-facts.ts';
import type { Client, ClientDeps } from './client-port.ts';
import { type Core, nobody } from './core.ts';
import { endSession } from './end-session.ts';
import { createEvents } from './events.ts';
import { followPage } from './follow-page.ts';
import { HaloError, isTemporary, stayWith, toHaloError } from './halo-error.ts';
import { createIdentities, NOBODY_ANSWER } from './identities.ts';
import { createProof } from './proof.ts';
import { createQueue } from './queue.ts';
import { quiet } from './quiet.ts';
import { randomId } from './random-id.ts';
import { readId } from './read-id.ts';
import { readToken } from './read-token.ts';
import { createSession } from './session.ts';
import { openShelf } from './storage.ts';
import { createStore } from './store.ts';
import { openTabs } from './tabs.ts';

export function createClient({ options, page, apiUrl, fresh, loadChat, emit, onForget }: ClientDeps): Client {
  const shelf = openShelf(page, options.orgId);
  const api = createApi(page, apiUrl, options.apiKey);
  const session = createSession(shelf, fresh);
  const now = { look: PLAIN_LOOK, online: page.online(), open: false };
  const store = createStore(freshState(session.record.epoch, now));
  let stopper = new AbortController();
  /** The token of `init` waits for the user it belongs to. */
  let firstToken = options.userToken;

  const proof = createProof({
    page,
    getUserToken: options.getUserToken,
    serverTime: () => api.time(options.orgId),
    onExpired: (event) => emit('identityExpired', event),
    onChange(paused) {
      store.set({ paused });
      if (paused) return;
      queue.wake();
      events.flush();
      chat.each((it) => it.proved());
      resume();
    },
  });
  const queue = createQueue({
    page,
    shelf,
    epoch: () => session.record.epoch,
    async deliver(item) {
      const { signal } = stopper;
      const { user } = item.data;
      if (user !== null && user !== core.who.userId) throw new HaloError('superseded', 'Asked for by another user.');
      try {
        const known = item.kind === 'identify' || item.kind === 'company';
        const way = known ? identities : await chat.need();
        stayWith(signal);
        return await way.deliver(item);
      } catch (cause) {
        stayWith(signal);
        const error = toHaloError(cause);
        if (error.status && !isTemporary(error) && error.code !== 'identity_paused') core.report(error);
        throw error;
      }
    },
  });
  const tabs = openTabs(page, options.orgId, (news) => {
    const { epoch, id, user } = session.record;
    if (news.epoch !== epoch) return keepUp();
    if (news.type === 'forget') return follow();
    if (news.type === 'session' && (news.id !== id || news.user !== user)) {
      // A tab that has not heard yet who signed in here has nothing to say of the session.
      if (news.user === null && user !== null) return;
      if (news.user !== null && core.who.userId !== null && news.user !== core.who.userId) return follow();
      session.update({ id: news.id, user: news.user, linked: news.user });
      // A page that has not named the user who signed in elsewhere neither listens for them nor shows what they hear.
      chat.each((it) => (core.dormant() ? it.pause() : it.relisten()));
    }
    if (news.type === 'frame' && !core.dormant()) core.hear(news.frame);
  });

  const core: Core = {
    orgId: options.orgId,
    // A tag longer than any real one is the page's mistake and none of the person's.
    locale: (options.locale ?? globalThis.navigator?.language)?.slice(0, 35),
    page,
    api,
    shelf,
    session,
    proof,
    store,
    queue,
    tabs,
    who: nobody(),
    get signal() {
      return stopper.signal;
    },
    dormant: () => session.record.user !== null && session.record.user !== core.who.userId,
    adopt(id) {
      if (!id || id === session.record.id) return;
      session.update({ id });
      tellSession();
      chat.each((it) => it.relisten());
    },
    loseSession() {
      session.update({ id: `sess_${randomId()}`, linked: null, talked: false });
      tellSession();
      identities.beat(true);
    },
    hear: (frame) => chat.each((it) => it.hear(frame)),
    pushMessage(key, text, pictures = []) {
      const data = { text, user: core.who.userId, ...(pictures.length > 0 && { pictures }) };
      return quiet(queue.push({ id: key, kind: 'message', at: page.now(), data }).then(() => {}));
    },
    emit,
    report(error) {
      console.error(`[Halo] ${error.message} (${error.code})`);
      emit('error', error);
    },
  };
  const chat = createChatDoor(core, loadChat);
  const events = createEvents(core);
  const identities = createIdentities(core);
  const tellSession = () => tabs.tell({ type: 'session', ...session.record });
  function resume(): void {
    chat.each((it) => it.arrived?.());
    if (session.record.talked && !core.dormant()) chat.use((it) => it.resume());
  }

  async function adoptLeftovers(): Promise<void> {
    if (core.dormant()) return;
    const { signal } = core;
    events.restore();
    const items = await queue.adopt();
    if (signal.aborted) return;
    if (items.some((item) => item.kind === 'message')) chat.use((it) => it.restore(items));
  }

  function redraw(): void {
    const { look, online, open } = store.get();
    store.set(freshState(session.record.epoch, { look, online, open }));
  }

  /** Drops the present person before the next paint: nothing of theirs stays in memory or on screen. */
  function forget(): void {
    stopper.abort();
    stopper = new AbortController();
    chat.each((it) => it.forget());
    queue.drop();
    events.forget();
    identities.forget();
    core.who = nobody();
    firstToken = null;
    session.renew();
    redraw();
    proof.forUser(null);
    emit('unread', 0);
    onForget();
  }

  /** Goes after the tab that has left this person: what this one wrote meanwhile is not left lying about. */
  function follow(): void {
    const { epoch } = session.record;
    forget();
    shelf.sweep(epoch);
    session.takeUp();
  }

  function keepUp(): void {
    if (session.isOver()) follow();
    else session.agree();
  }

  function leavePerson(): Promise<void> {
    const { record, returning } = session;
    forget();
    shelf.clear();
    tabs.tell({ type: 'forget', epoch: record.epoch });
    return returning ? endSession(core.api, record.id) : Promise.resolve();
  }

  /** A page that speaks without having named anybody speaks as a visitor, not as whoever was here before. */
  function speakAsSomebody(): void {
    if (!core.dormant()) return;
    const [who, token] = [core.who, firstToken];
    forget();
    // What this page has said of itself was never theirs.
    core.who = who;
    firstToken = token;
  }

  /** A call that can only be a mistake: told to the page, never sent. */
  function refuse(code: string, message: string, status = 400): Promise<never> {
    const error = new HaloError(code, message, status);
    core.report(error);
    return quiet(Promise.reject(error));
  }

  function arrive(id: string, userToken: string | null | undefined): boolean {
    keepUp();
    const { who } = core;
    const owner = who.userId ?? session.record.user;
    const switches = owner !== null && owner !== id;
    const token = userToken || firstToken;
    firstToken = null;
    if (switches) void leavePerson();
    // What was said on this page before anybody was named is not of whoever was here before.
    if (who.userId === null) core.who = who;
    core.who.userId = id;
    core.who.sessionTraits = {};
    proof.forUser(id);
    if (token && (readToken(token).userId ?? id) === id) proof.give(token);
    if (session.record.user !== id) {
      session.update({ user: id, aside: undefined });
      tellSession();
    }
    return switches;
  }

  const stopFollowing = followPage({ core, chat, events, identities, resume, keepUp });
  void adoptLeftovers();
  return {
    core,
    events,
    chat: chat.need,
    identify(rawId, traits = {}, { userToken } = {}) {
      const id = readId(rawId);
      if (id === null) return refuse('invalid_user_id', 'identify() needs a user id: text or a whole number.');
      if (id === 'anonymous') return leavePerson().then(() => NOBODY_ANSWER);
      if (userToken && (readToken(userToken).userId ?? id) !== id) {
        return refuse('identity_mismatch', 'This user token belongs to another user.', 403);
      }
      const arrives = core.who.userId !== id;
      const switches = arrives && arrive(id, userToken);
      if (!arrives && userToken) proof.give(userToken);
      const answer = identities.user(id, traits, Boolean(userToken) && !arrives);
      quiet(answer.then(() => chat.each((it) => it.arrived?.())));
      if (arrives) {
        void adoptLeftovers();
        // Somebody who takes over a page with a chat on it may have one of their own.
        answer.then(
          () => (chat.now && (switches || store.get().open) ? chat.now.look() : resume()),
          () => {},
        );
      }
      return answer;
    },
    identifyCompany(rawId, traits = {}) {
      const id = readId(rawId);
      if (id === null) return refuse('invalid_company_id', 'identifyCompany() needs a company id.');
      core.who.companyId = id;
      return identities.company(id, traits);
    },
    send(text, pictures = []) {
      if (text.trim() === '' && pictures.length === 0) return refuse('invalid_request', 'A message needs text.');
      speakAsSomebody();
      proof.nudge();
      chat.use(() => {});
      return chat.now ? chat.now.send(text.trim(), pictures) : core.pushMessage(randomId(), text.trim(), pictures);
    },
    async requestHuman() {
      speakAsSomebody();
      proof.nudge();
      const { signal } = core;
      const it = await chat.need();
      stayWith(signal);
      await it.requestHuman();
    },
    opened(open) {
      store.set({ open });
      if (!open) return;
      proof.nudge();
      chat.use((it) => it.look());
    },
    resume,
    join: chat.join,
    describe(traits) {
      core.who.sessionTraits = traits;
    },
    setContext(key, entry) {
      core.who.context = { ...core.who.context, [key]: entry };
    },
    clearContext(key) {
      const { [key ?? '']: _gone, ...rest } = core.who.context ?? {};
      core.who.context = key === undefined ? {} : rest;
    },
    draw: (look) => store.set({ look }),
    debug: () => clientFacts(core, options),
    reset: leavePerson,
    destroy(keeps) {
      if (keeps) for (const it of [events, queue]) it.park();
      forget();
      stopFollowing();
      queue.close();
      tabs.close();
    },
  };
}
