import { z } from "zod";
import { listOf, secret, setting, wholeNumber, yesOrNo } from "./setting.ts";

const KEY = /^(?:sha256:[0-9a-f]{64}|(?!sha256:)[\x21-\x7e]{16,200})$/i;
const YES_OR_NO = "true or false";
const PER_MINUTE = "a whole number from 0 to 1000000";

const origin = z.string().refine((text) => {
  return text === "*" || (URL.canParse(text) && new URL(text).origin === text);
});

/** Who may ask, and how much. */
export const ACCESS_SETTINGS = {
  API_KEYS: secret(
    listOf(z.string().regex(KEY)),
    "keys of 16 or more characters without spaces, or sha256: and the 64 digits of one, parted by commas",
    "none are asked for, which only a service on this machine may do",
    "Keys, parted by commas, of which a request must bring one (`Authorization: Bearer …`); `sha256:` and the hex digest stands for a key that is written nowhere.",
  ),
  ALLOW_NO_KEYS: setting(
    yesOrNo,
    YES_OR_NO,
    "false",
    "`true` serves a network without keys: behind a proxy that asks for them, or in public.",
  ),
  PUBLIC_PAGES: setting(
    yesOrNo,
    YES_OR_NO,
    "false",
    "`true` shows the pages for people without a key; the API still asks for one.",
  ),
  KEY_RATE_LIMIT: setting(
    wholeNumber(0, 1_000_000).optional(),
    PER_MINUTE,
    "600; none where `HOST` is this machine",
    "Requests a minute with one key; 0 sets no limit.",
  ),
  ADDRESS_RATE_LIMIT: setting(
    wholeNumber(0, 1_000_000).optional(),
    PER_MINUTE,
    "120; none where `HOST` is this machine",
    "Requests a minute from one address without a valid key; 0 sets no limit.",
  ),
  MAX_CONCURRENT: setting(
    wholeNumber(1, 100_000).default(100),
    "a whole number from 1 to 100000",
    "100",
    "Requests answered at a time; more get a 503 that says when to come back.",
  ),
  TRUST_PROXY: setting(
    yesOrNo,
    YES_OR_NO,
    "false",
    "`true` behind one proxy: takes the caller's address and https from its `X-Forwarded-For` and `X-Forwarded-Proto`.",
  ),
  CORS_ORIGINS: setting(
    listOf(origin),
    "origins such as https://example.org parted by commas, or *",
    "none",
    "Origins of other sites, parted by commas, whose pages may call the API; `*` is all.",
  ),
};
