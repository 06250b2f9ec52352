/**
 * The limits of the HTTP service. They are part of the contract: the OpenAPI document states each of
 * them. Lengths are UTF-16 code units, as in JavaScript's `length`.
 */
export const LIMITS = {
  /** Bytes of a request body. */
  bodyBytes: 256 * 1024,
  /** Bytes of the body of a chat request: the client sends the whole conversation every time. */
  chatBodyBytes: 1024 * 1024,
  /** Length of a question or a search. */
  question: 2_000,
  /** Turns of a conversation sent along with a question. */
  historyTurns: 20,
  /** Length of one such turn. */
  historyTurn: 8_000,
  /** Length of a quote to check or a text to find precedents for. */
  text: 20_000,
  /** Most results of one request. */
  page: 100,
  /** Results when the request does not say. */
  defaultPage: 10,
  /** Values of one filter. */
  filterValues: 100,
  /** Length of one value of a filter. */
  filterValue: 300,
} as const;
