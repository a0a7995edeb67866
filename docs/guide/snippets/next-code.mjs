const { BASE_URL, ENVIRONMENT_ID } = process.env;

/** The code in the next message to this address, waited for up to 30 seconds. */
export async function nextCode(to, after = '') {
  const query = new URLSearchParams(after ? { to, after } : { to });
  const response = await fetch(`${BASE_URL}/inbox/${ENVIRONMENT_ID}/next?${query}`);
  if (response.status !== 200) throw new Error(`no message to ${to}: ${response.status}`);
  const { id, code } = await response.json();
  return { id, code };
}
