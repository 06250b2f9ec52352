import type { Config } from "./config.ts";
import type { Engine } from "./engine.ts";
import { linksBelow } from "./http/links.ts";
import { serveOverStdio } from "./http/mcp/stdio.ts";
import { load, ownVersion, type LoadNews } from "./server.ts";

/**
 * Serves the tools for agents over standard input and output, until the client closes the input or `stop` is aborted. The
 * client is greeted at once; its first call waits until the index is loaded. Links lead to the public address, or to where
 * `npm start` serves under the same settings. Throws one line when the index or the model cannot be used.
 */
export async function runMcpServer(
  config: Config,
  news: LoadNews,
  stop: AbortController,
): Promise<void> {
  const loading = load(config, news, stop.signal);
  const failed = loading.then(
    () => undefined,
    (cause: unknown) => {
      stop.abort();
      throw cause;
    },
  );
  const parts = {
    engine: () => loading.then((loaded): Engine => opened(loaded).current()),
    linkTo: linksBelow(config.PUBLIC_URL ?? `http://${hostIn(config)}:${config.PORT}`),
    onFault: (fault: unknown) => news.onWarning(`a tool failed: ${inWords(fault)}`),
  };
  const served = serveOverStdio(ownVersion(), parts, stop.signal).finally(() => stop.abort());
  await Promise.all([failed, served]);
  await (await loading)?.close();
}

function opened<T>(loaded: T | undefined): T {
  if (loaded === undefined) throw new Error("told to stop before the index was loaded");
  return loaded;
}

const inWords = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));

/** The host as an address has it. */
function hostIn({ HOST }: Config): string {
  return HOST.includes(":") ? `[${HOST}]` : HOST;
}
