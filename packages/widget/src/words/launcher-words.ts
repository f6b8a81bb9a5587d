/** The few words that are needed before the panel is, in every language there is; the rest comes with the panel. */
export interface LauncherWords {
  open: string;
  close: string;
  /** `{n}` is a count. Worded so that no language needs a plural. */
  unread: string;
  failed: string;
}

const say = (open: string, close: string, unread: string, failed: string): LauncherWords => ({
  open,
  close,
  unread,
  failed,
});

export const LAUNCHER_WORDS = {
  en: say('Open chat', 'Close chat', '{n} unread', 'The chat could not be loaded. Please try again.'),
  de: say('Chat öffnen', 'Chat schließen', '{n} ungelesen', 'Der Chat wurde nicht geladen. Bitte erneut versuchen.'),
  fr: say(
    'Ouvrir la discussion',
    'Fermer la discussion',
    'non lus : {n}',
    'Le chat n’a pas pu être chargé. Réessayez.',
  ),
  es: say('Abrir el chat', 'Cerrar el chat', 'sin leer: {n}', 'No se pudo cargar el chat. Inténtalo de nuevo.'),
  it: say('Apri la chat', 'Chiudi la chat', 'da leggere: {n}', 'La chat non è stata caricata. Riprova.'),
  pt: say('Abrir a conversa', 'Fechar a conversa', 'por ler: {n}', 'Não foi possível carregar o chat. Tente de novo.'),
  nl: say('Chat openen', 'Chat sluiten', '{n} ongelezen', 'De chat is niet geladen. Probeer het opnieuw.'),
  pl: say('Otwórz czat', 'Zamknij czat', 'nieprzeczytane: {n}', 'Nie udało się wczytać czatu. Spróbuj ponownie.'),
  ja: say(
    'チャットを開く',
    'チャットを閉じる',
    '未読{n}件',
    'チャットを読み込めませんでした。もう一度お試しください。',
  ),
  ar: say('فتح المحادثة', 'إغلاق المحادثة', 'غير مقروء: {n}', 'تعذّر تحميل المحادثة. حاول مرة أخرى.'),
  he: say('פתיחת הצ׳אט', 'סגירת הצ׳אט', 'לא נקראו: {n}', 'הצ׳אט לא נטען. נא לנסות שוב.'),
};
