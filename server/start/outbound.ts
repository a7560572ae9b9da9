import type { OutboundProxy } from '../config/proxy.ts';
import { isLoopback } from '../lib/loopback.ts';
import type { Fetch } from '../metastudio/exchange.ts';

/** A fetch for MetaStudio and IAM, which goes through the proxy if there is one. This machine is always called directly. */
export async function createOutboundFetch(proxy: OutboundProxy | null): Promise<Fetch> {
  if (proxy === null) return (url, init) => fetch(url, init);
  // Imported only when needed: it takes 60 ms, and most machines have no proxy.
  const { EnvHttpProxyAgent } = await import('undici');
  const { url: httpsProxy, noProxy } = proxy;
  // An empty httpProxy keeps the agent from reading HTTP_PROXY by itself.
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: '', httpsProxy, noProxy });
  return (url, init) =>
    isLoopback(new URL(url).hostname)
      ? fetch(url, init)
      : // Not by spreading: @types/node has an older type of the same dispatcher, which this one does not fit.
        fetch(url, Object.assign({ dispatcher }, init));
}
