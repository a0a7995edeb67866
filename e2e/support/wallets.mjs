// Wallets as a browser's extensions have them: their keys stay out of the page.
import { generateKeyPairSync, sign } from 'node:crypto';

import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';

const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Announced to the page by EIP-6963. */
export class EvmWallet {
  chain = 'EVM';
  announced = true;
  #account = privateKeyToAccount(generatePrivateKey());

  constructor(name = 'Test Fox') {
    this.name = name;
  }

  /** With the capitals of EIP-55. */
  get address() {
    return this.#account.address;
  }

  /** As `personal_sign` does (EIP-191). */
  async sign(message) {
    return this.#account.signMessage({ message });
  }
}

/** One that the page finds in itself, with a connector that the app brings along. */
export class InjectedEvmWallet extends EvmWallet {
  announced = false;
}

export class SolanaWallet {
  chain = 'SOL';
  announced = false;
  #keys = generateKeyPairSync('ed25519');

  constructor(name = 'Test Ghost') {
    this.name = name;
  }

  get address() {
    const { x } = this.#keys.publicKey.export({ format: 'jwk' });
    return base58(Buffer.from(x, 'base64url'));
  }

  async sign(message) {
    return sign(null, Buffer.from(message), this.#keys.privateKey).toString('base64');
  }
}

/** Puts wallets into all pages of a browser. */
export async function install(browser, wallets) {
  await browser.exposeFunction('askWallet', async (address, message) =>
    wallets.find((wallet) => wallet.address === address).sign(message),
  );
  await browser.addInitScript(
    inject,
    wallets.map(({ name, chain, address, announced }) => ({ name, chain, address, announced })),
  );
}

/** Runs in the page, before its own scripts. */
function inject(wallets) {
  window.injectedWallets = wallets
    .filter((wallet) => !wallet.announced)
    .map((wallet) => ({ ...wallet, sign: (text) => window.askWallet(wallet.address, text) }));

  const provider = ({ address }) => ({
    async request({ method, params }) {
      switch (method) {
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return [address];
        case 'eth_chainId':
          return '0x1';
        case 'personal_sign':
          return window.askWallet(address, params[0]);
        case 'wallet_revokePermissions':
          return null;
        default:
          throw Object.assign(new Error(`no ${method}`), { code: 4200 });
      }
    },
    on() {},
    removeAllListeners() {},
  });
  for (const wallet of wallets.filter(({ announced }) => announced)) {
    const info = {
      uuid: crypto.randomUUID(),
      name: wallet.name,
      icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
      rdns: 'org.example.wallet',
    };
    const detail = Object.freeze({ info, provider: provider(wallet) });
    const announce = () =>
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
    window.addEventListener('eip6963:requestProvider', announce);
    announce();
  }
}

function base58(bytes) {
  let number = BigInt(`0x0${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = digits[Number(number % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return digits[0].repeat(zeros < 0 ? bytes.length : zeros) + text;
}
