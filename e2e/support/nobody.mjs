// What every refused sign-in must leave behind: nothing.
import assert from 'node:assert/strict';

/** Nobody is signed in in this tab, and the operator sees no user of this address. */
export async function expectNobody({ house, tab, email }) {
  const { signedIn, user, accessToken } = await tab.state();
  assert.deepEqual(
    { signedIn, user, accessToken },
    { signedIn: false, user: null, accessToken: null },
  );
  assert.equal(await tab.stored('session'), null);
  assert.deepEqual(await house.server.usersNamed(email), []);
}
