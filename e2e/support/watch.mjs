// What must not happen on any page.
import { isLoopback } from './loopback.mjs';

/** A list that grows when the page reaches beyond this machine or lets an error go uncaught. */
export function faultsOf(page) {
  const faults = [];
  const expectLoopback = (url) => {
    if (!isLoopback(url)) faults.push(`reached for ${url}`);
  };
  page.on('request', (request) => expectLoopback(request.url()));
  page.on('websocket', (socket) => expectLoopback(socket.url()));
  page.on('pageerror', (error) => faults.push(`uncaught: ${error}`));
  return faults;
}
