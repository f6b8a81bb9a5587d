/** The panel's file, fetched when it is first needed: the chat, its panel, and the frames around highlighted elements. */
export { createChat } from './client/chat.ts';
export { createHighlights } from './ui/panel/highlight.ts';
export { mountPanel } from './ui/panel/mount-panel.tsx';
