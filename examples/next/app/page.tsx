import { Help } from './halo';
import { currentPerson, signIn, signOut } from './session';

export default async function Page() {
  const person = await currentPerson();
  return (
    <main className="acme">
      <h1>Acme Forms</h1>
      <p>{person ? `${person.name}, on the ${person.plan} plan.` : 'Nobody is signed in.'}</p>
      <div className="card">
        <p>Sign in, and the chat knows who you are.</p>
        <div className="row">
          <form action={signIn}>
            <button type="submit" name="person" value="jane">
              Jane
            </button>
            <button type="submit" name="person" value="sam">
              Sam
            </button>
          </form>
          <form action={signOut}>
            <button type="submit">Sign out</button>
          </form>
          <Help />
        </div>
      </div>
    </main>
  );
}
