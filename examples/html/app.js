const PEOPLE = { jane: { name: 'Jane Doe', plan: 'pro' }, sam: { name: 'Sam Park', plan: 'free' } };
const who = document.querySelector('#who');

for (const button of document.querySelectorAll('[data-user]')) {
  button.addEventListener('click', () => {
    const person = PEOPLE[button.dataset.user];
    who.textContent = `${person.name}, on the ${person.plan} plan.`;
    HaloAgents.identify(button.dataset.user, person);
    HaloAgents.identifyCompany('acme', { name: 'Acme' });
  });
}
document.querySelector('#out').addEventListener('click', () => {
  who.textContent = 'Nobody is signed in.';
  HaloAgents.reset();
});
document.querySelector('#help').addEventListener('click', () => HaloAgents.openChat());
