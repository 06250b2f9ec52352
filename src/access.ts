import type { Config } from "./config.ts";
import { isLoopback } from "./http/access.ts";
import type { Access } from "./http/access.ts";
import { refuseOpenNetwork } from "./http/keys.ts";

/** Requests a minute on a network: ten a second with a key, two without. */
const KEY_RATE = 600;
const ADDRESS_RATE = 120;

/** Who may ask, by the settings. Throws one line when others could reach the service and no keys are set. */
export function accessOf(config: Config): Access {
  const { HOST: host, API_KEYS: keys } = config;
  refuseOpenNetwork(host, keys, config.ALLOW_NO_KEYS);
  const local = isLoopback(host);
  return {
    keys,
    publicPages: config.PUBLIC_PAGES,
    keyRate: config.KEY_RATE_LIMIT ?? (local ? 0 : KEY_RATE),
    addressRate: config.ADDRESS_RATE_LIMIT ?? (local ? 0 : ADDRESS_RATE),
    concurrent: config.MAX_CONCURRENT,
    trustProxy: config.TRUST_PROXY,
    corsOrigins: config.CORS_ORIGINS,
  };
}
