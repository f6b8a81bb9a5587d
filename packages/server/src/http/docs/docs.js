// Filters the reference as one types; without scripts the whole page simply stays.
const find = document.getElementById('find');
find.addEventListener('input', () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const part of document.querySelectorAll('[data-find]')) {
    part.hidden = !words.every((word) => part.dataset.find.toLowerCase().includes(word));
  }
  for (const group of document.querySelectorAll('[data-group]')) {
    group.hidden = group.querySelector('a:not([hidden])') === null;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === find) return;
  event.preventDefault();
  find.focus();
});
