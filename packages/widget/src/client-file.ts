/** The client's file: who is here, and everything that is sent. Fetched when there is something to say. */
export { createClient } from './client/client.ts';
export { browserPage } from './client/page.ts';
export { watchPage } from './client/watch-page.ts';
