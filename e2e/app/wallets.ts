// What the SDK knows of the wallets in this page: those that announce themselves by EIP-6963, by the
// SDK's own package, and those of `window.injectedWallets`, each by a provider made here.
import type { DynamicClient } from '@dynamic-labs-sdk/client';
import {
  type WalletProvider,
  WalletProviderPriority,
  formatWalletProviderGroupKey,
  formatWalletProviderKey,
  getWalletProviderRegistry,
} from '@dynamic-labs-sdk/client/core';
import { addEIP6963Extension } from '@dynamic-labs-sdk/evm/eip6963';

interface Injected {
  name: string;
  chain: 'EVM' | 'SOL';
  address: string;
  sign: (message: string) => Promise<string>;
}

declare global {
  interface Window {
    injectedWallets?: Injected[];
  }
}

export function addWallets(client: DynamicClient) {
  addEIP6963Extension(client);
  for (const wallet of window.injectedWallets ?? []) register(client, wallet);
}

function register(client: DynamicClient, { name, chain, address, sign }: Injected) {
  const walletProviderType = 'browserExtension' as WalletProvider['walletProviderType'];
  getWalletProviderRegistry(client).register({
    priority: WalletProviderPriority.WINDOW_INJECT,
    walletProvider: {
      chain,
      groupKey: formatWalletProviderGroupKey(name),
      key: formatWalletProviderKey({ chain, displayName: name, walletProviderType }),
      metadata: { displayName: name, icon: '' },
      walletProviderType,
      connect: async () => ({ addresses: [{ address }] }),
      getConnectedAddresses: async () => ({ addresses: [address] }),
      getActiveNetworkId: async () => ({ networkId: chain === 'EVM' ? '1' : '101' }),
      signMessage: async ({ message }) => ({ signature: await sign(message) }),
    },
  });
}
